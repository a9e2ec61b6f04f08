//! Who asks.

use crate::{
    access::{AccessModel, Grant, Permission, Role, Scope},
    errors::Failure,
    ids::AccountId,
};

/// Whoever a request comes from.
#[derive(Debug, Clone, Default)]
pub enum Actor {
    /// Nobody is signed in.
    #[default]
    Anonymous,
    /// Somebody with an account in this tenant.
    Account(AccountActor),
}

/// Somebody with an account, as known for one request.
#[derive(Debug, Clone)]
pub struct AccountActor {
    /// The account.
    pub account_id: AccountId,
    /// The name that colleagues know.
    pub display_name: String,
    /// Whether this is one of the demo's accounts.
    pub demo: bool,
    /// How the actor showed who it is.
    pub credential: Credential,
    grants: Vec<GrantedPermissions>,
}

/// How an actor showed who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A browser's session cookie. Changes need the CSRF token as well.
    Session {
        /// The token that forms and scripts send back.
        csrf_token: String,
    },
    /// A bearer token of an integration.
    ApiToken {
        /// Whether it may only read.
        read_only: bool,
    },
    /// The operator's own command on this machine, such as the demo's generator.
    Command,
}

#[derive(Debug, Clone)]
struct GrantedPermissions {
    grant: Grant,
    permissions: crate::access::PermissionSet,
}

impl AccountActor {
    /// An actor with these grants, each with what the model allows its role.
    pub fn new(
        account_id: AccountId,
        display_name: String,
        demo: bool,
        credential: Credential,
        grants: Vec<Grant>,
        model: &AccessModel,
    ) -> Self {
        let with_permissions = |grant: Grant| GrantedPermissions {
            permissions: model.permissions(grant.role),
            grant,
        };
        let grants = grants.into_iter().map(with_permissions).collect();
        Self {
            account_id,
            display_name,
            demo,
            credential,
            grants,
        }
    }

    /// The roles held, each once, in the order of the matrix.
    pub fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = self
            .grants
            .iter()
            .map(|granted| granted.grant.role)
            .collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// Posts named in the account's grants: those whose cases are "mine".
    pub fn posts(&self) -> impl Iterator<Item = &crate::keys::PostKey> {
        self.grants
            .iter()
            .flat_map(|granted| &granted.grant.scope.posts)
    }

    /// Where the actor may do this: the union over all grants whose role allows it.
    pub fn scope_of(&self, permission: Permission) -> Scope {
        self.grants
            .iter()
            .filter(|granted| granted.permissions.contains(permission))
            .fold(Scope::default(), |scope, granted| {
                scope.union(&granted.grant.scope)
            })
    }
}

impl Actor {
    /// Where the actor may do this. Nobody signed in and nothing allowed are told apart, since the
    /// two call for different answers; the scope is what the use case builds into its query.
    pub fn authorize(&self, permission: Permission) -> Result<Scope, Failure> {
        let account = self.account()?;
        let scope = account.scope_of(permission);
        if scope.is_empty() {
            Err(Failure::Forbidden)
        } else {
            Ok(scope)
        }
    }

    /// Whether the actor may do this anywhere.
    pub fn may(&self, permission: Permission) -> bool {
        self.authorize(permission).is_ok()
    }

    /// The account, if somebody is signed in.
    pub fn account(&self) -> Result<&AccountActor, Failure> {
        match self {
            Actor::Account(account) => Ok(account),
            Actor::Anonymous => Err(Failure::Unauthenticated),
        }
    }
}
