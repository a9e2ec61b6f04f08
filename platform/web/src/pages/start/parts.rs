//! Which parts of the page a viewer needs.

use kernel::{
    access::{Permission, Role},
    actor::AccountActor,
};
use serde_json::{Value, json};

/// What is shown; rights say what may be seen, roles what is worth a place on the first page.
#[cfg_attr(test, derive(Default))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub cases: bool,
    /// The viewer holds posts, so that some cases are “mine”.
    pub own_only: bool,
    /// The viewer sees more cases than the own ones.
    pub area: bool,
    pub newest: bool,
    pub not_seen: bool,
    /// Counts by constellation and by unit: for whoever answers for the whole county.
    pub groups: bool,
    /// Every hint about the files instead of how many there are.
    pub configuration_notes: bool,
    pub open_case: bool,
    pub structure: bool,
    pub configuration: bool,
    pub tokens: bool,
    pub audit: bool,
}

impl Parts {
    /// The parts for an account.
    pub fn of(account: &AccountActor) -> Self {
        let may = |permission| !account.scope_of(permission).is_empty();
        let roles = account.roles();
        let is_any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
        let scope = account.scope_of(Permission::CaseRead);
        let cases = !scope.is_empty();
        let own_only = cases && account.posts().next().is_some();
        let beyond_posts =
            scope.whole_county || !scope.carriers.is_empty() || !scope.units.is_empty();
        let works_on_cases =
            is_any(&[Role::CaseManager, Role::Coordinator, Role::AuthorityOfficer]);
        Self {
            cases,
            own_only,
            area: own_only && beyond_posts,
            newest: cases && (works_on_cases || is_any(&[Role::AdminAssistant])),
            not_seen: cases && works_on_cases,
            groups: cases && is_any(&[Role::KimLead]) && may(Permission::StructureRead),
            configuration_notes: is_any(&[Role::ItAdmin]),
            open_case: may(Permission::CaseOpen),
            structure: may(Permission::StructureRead),
            configuration: may(Permission::ConfigurationRead),
            tokens: may(Permission::TokenManage),
            audit: may(Permission::AuditRead),
        }
    }

    /// The variables of the operation `Start`.
    pub fn variables(&self) -> Value {
        json!({
            "cases": self.cases,
            "area": self.area,
            "newestRows": self.newest,
            "notSeenRows": self.not_seen,
            "groups": self.groups,
            "own": { "onlyMine": self.own_only },
            "notSeen": { "onlyMine": self.own_only, "notSeenForWarning": true },
            "structure": self.structure,
            "configuration": self.configuration,
            "tokens": self.tokens,
            "audit": self.audit,
        })
    }
}

#[cfg(test)]
impl Parts {
    /// The parts of somebody who sees cases and the structure, and no more.
    pub fn sample() -> Self {
        Self {
            cases: true,
            structure: true,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{AccessModel, Grant, Scope},
        actor::Credential,
        ids::AccountId,
    };

    use super::*;

    async fn parts(grants: &[(Role, Scope)]) -> Parts {
        let model = AccessModel::load().await.expect("the built-in matrix");
        let grant = |(role, scope): &(Role, Scope)| Grant {
            role: *role,
            scope: scope.clone(),
        };
        let account = AccountActor::new(
            AccountId::generate(),
            "Ada".to_owned(),
            false,
            Credential::Command,
            grants.iter().map(grant).collect(),
            &model,
        );
        Parts::of(&account)
    }

    fn holder_of_a_post() -> Scope {
        Scope {
            posts: ["cm-1".parse().expect("a key")].into(),
            ..Scope::default()
        }
    }

    #[tokio::test]
    async fn who_may_not_read_cases_is_shown_none() {
        for role in [Role::BodyMember, Role::ItAdmin, Role::PrivacyOfficer] {
            let parts = parts(&[(role, Scope::whole_county())]).await;
            let shown = [
                parts.cases,
                parts.area,
                parts.newest,
                parts.not_seen,
                parts.groups,
                parts.open_case,
            ];
            assert_eq!(shown, [false; 6], "{role:?}");
            assert!(parts.structure, "{role:?}");
        }
    }

    #[tokio::test]
    async fn holders_of_posts_see_their_own_cases_first() {
        let officer = parts(&[(Role::AuthorityOfficer, holder_of_a_post())]).await;
        assert!(officer.own_only && !officer.area && officer.newest && !officer.open_case);
        let scope = Scope {
            posts: holder_of_a_post().posts,
            ..Scope::carrier("caritas".parse().expect("a key"))
        };
        let manager = parts(&[(Role::CaseManager, scope)]).await;
        assert!(manager.own_only && manager.area && manager.not_seen && manager.open_case);
    }

    #[tokio::test]
    async fn the_lead_sees_counts_and_nobodys_name() {
        let lead = parts(&[(Role::KimLead, Scope::whole_county())]).await;
        assert!(lead.cases && lead.groups && !lead.newest && !lead.not_seen && !lead.own_only);
        assert!(lead.configuration && !lead.configuration_notes);
    }
}
