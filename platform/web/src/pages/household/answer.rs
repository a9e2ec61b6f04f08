//! What the document answers.

use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::{
    forms::UserError,
    person::{Entry, PersonRow},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HouseholdData {
    pub id: String,
    pub name: String,
    pub version: i32,
    pub can_update: bool,
    pub members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member {
    pub id: String,
    pub role: Role,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub current: bool,
    pub person: Option<PersonRow>,
}

#[derive(Deserialize)]
pub(super) struct Role {
    pub label: String,
}

impl HouseholdData {
    /// Who belongs to the household today.
    pub fn current_members(&self) -> Vec<&Member> {
        self.members
            .iter()
            .filter(|member| member.current)
            .collect()
    }

    /// Who belonged to it.
    pub fn former_members(&self) -> Vec<&Member> {
        self.members
            .iter()
            .filter(|member| !member.current)
            .collect()
    }

    /// Whether there is a membership that can be ended.
    pub fn has_open_memberships(&self) -> bool {
        self.members.iter().any(|member| member.valid_to.is_none())
    }
}

/// The roles that forms offer.
#[derive(Deserialize)]
pub(super) struct Roles {
    pub lists: RoleList,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleList {
    pub household_roles: Vec<Entry>,
}

/// What a change of a household answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HouseholdChanged {
    pub user_errors: Vec<UserError>,
}

/// The status of a form that comes back: a lost update is told from a wrong value.
pub(super) fn status_of(problems: &[UserError]) -> StatusCode {
    if problems.iter().any(|problem| problem.code == "CONFLICT") {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

#[cfg(test)]
impl HouseholdData {
    /// A family, one of whom has left and one of whom the reader may not see.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/household.json")).expect("a sample household")
    }
}

#[cfg(test)]
impl Roles {
    /// One role.
    pub fn sample() -> Self {
        let child = Entry {
            key: "child".to_owned(),
            label: "Kind".to_owned(),
        };
        Self {
            lists: RoleList {
                household_roles: vec![child],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_told_from_those_who_left() {
        let household = HouseholdData::sample();
        assert_eq!(household.current_members().len(), 2);
        assert_eq!(household.former_members().len(), 1);
    }

    #[test]
    fn a_lost_update_is_a_conflict() {
        let problem = |code: &str| UserError {
            field: "version".to_owned(),
            message: String::new(),
            code: code.to_owned(),
        };
        for (status, codes) in [
            (StatusCode::CONFLICT, &["TAKEN", "CONFLICT"][..]),
            (StatusCode::UNPROCESSABLE_ENTITY, &["TAKEN"]),
        ] {
            let problems: Vec<_> = codes.iter().copied().map(problem).collect();
            assert_eq!(status_of(&problems), status);
        }
    }
}
