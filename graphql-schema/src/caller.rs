//! What every request carries: who asks, in which county, and how the actor is known.

use async_graphql::{Context, Request};
use kernel::{
    access::Permission,
    accounts::{AccountPolicy, PresentedCredential, resolve_actor, review_actor},
    actor::{AccountActor, Actor, Credential},
    errors::Failure,
    locale::Locale,
};
use rules::TenantRules;
use tenants::{
    CountyContext,
    registry::{RejectedVersion, Tenant},
};

/// One request's surroundings. The schema itself knows no tenant; a request without a caller is
/// refused.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Tenant, configuration and actor.
    pub context: CountyContext,
    /// What decides about accounts, for signing in.
    pub policy: AccountPolicy,
    /// What the request showed, for ending a session and for asking again during a subscription.
    pub presented: PresentedCredential,
    /// Which version of the county's files is in force.
    pub configuration: ConfigurationInForce,
    /// The county's rules on this server.
    pub rules: TenantRules,
}

/// Which version of a county's files is in force, and whether a newer one was refused.
#[derive(Debug, Clone, Default)]
pub struct ConfigurationInForce {
    /// The number of the version; 0 for files that no registry stored.
    pub version: i32,
    /// A newer version that has mistakes.
    pub rejected: Option<RejectedVersion>,
}

impl From<&Tenant> for ConfigurationInForce {
    fn from(tenant: &Tenant) -> Self {
        Self {
            version: tenant.version().number,
            rejected: tenant.rejected_version().cloned(),
        }
    }
}

impl Caller {
    /// Puts the caller into a request.
    pub fn attach(self, request: Request) -> Request {
        request.data(self)
    }

    /// The same caller with the rights of this moment: nobody, if the session or token has ended.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) async fn renewed(&self) -> Result<Self, Failure> {
        if self.is_command() {
            return Ok(self.clone());
        }
        let actor = resolve_actor(&self.context, &self.policy, &self.presented).await?;
        Ok(Self {
            context: self.context.clone().with_actor(actor),
            ..self.clone()
        })
    }

    /// Whether the session or token still stands and gives the same rights. This does not count as
    /// use: a list that stands open must not keep its session alive.
    pub(crate) async fn has_rights_unchanged(&self) -> Result<bool, Failure> {
        if self.is_command() {
            return Ok(true);
        }
        let present = review_actor(&self.context, &self.policy, &self.presented).await?;
        Ok(match (self.context.actor(), &present) {
            (Actor::Account(before), Actor::Account(now)) => has_same_rights(before, now),
            _ => false,
        })
    }

    /// A command on this machine has no session that could end.
    fn is_command(&self) -> bool {
        let actor = self.context.actor();
        matches!(actor, Actor::Account(account) if account.credential == Credential::Command)
    }

    /// The reader's language.
    pub(crate) fn locale(&self) -> Locale {
        self.context.locale()
    }

    /// Whether the role allows a change somewhere in the county.
    pub(crate) fn may_change(&self, permission: Permission) -> bool {
        !self.is_read_only() && self.context.actor().may(permission)
    }

    /// Whether the actor may change anything at all: a token made for reading may not.
    pub(crate) fn is_read_only(&self) -> bool {
        let Actor::Account(account) = self.context.actor() else {
            return false;
        };
        account.credential == (Credential::ApiToken { read_only: true })
    }
}

fn has_same_rights(before: &AccountActor, now: &AccountActor) -> bool {
    let same = |permission: &Permission| before.scope_of(*permission) == now.scope_of(*permission);
    before.account_id == now.account_id && Permission::ALL.iter().all(same)
}

/// The caller of the field being resolved.
pub(crate) fn caller<'a>(ctx: &Context<'a>) -> &'a Caller {
    ctx.data_opt()
        .expect("the gate admits no request without a caller")
}

/// The county context of the field being resolved.
pub(crate) fn county<'a>(ctx: &Context<'a>) -> &'a CountyContext {
    &caller(ctx).context
}
