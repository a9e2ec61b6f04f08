//! Versions of a county's rules: a component with its parameters, and how it came into effect.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use plugins_host::points::{About, ExtensionPoint};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::RuleVersionId;

kernel::choices! {
    /// What has become of a version.
    RuleState {
        /// It was uploaded and is being checked.
        Checking = "checking",
        /// The check turned it away.
        Refused = "refused",
        /// It can be tried out and proposed.
        Draft = "draft",
        /// Somebody proposed it for a day.
        Proposed = "proposed",
        /// It holds from its day on, until a later version holds or it is taken back.
        Approved = "approved",
    }
}

/// One version.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleVersion {
    /// Its id.
    pub id: RuleVersionId,
    /// Counts the versions of one extension point, from 1.
    pub number: i32,
    /// Where the platform asks it.
    pub point: ExtensionPoint,
    /// SHA-256 of the component.
    pub digest: String,
    /// Size of the component in bytes.
    pub size: i32,
    /// What the rule says about itself; none before it was checked.
    pub about: Option<About>,
    /// Its parameters, JSON; none before it was checked.
    pub parameters: Option<String>,
    /// What has become of it.
    pub state: RuleState,
    /// Why the check turned it away.
    pub refusal: Option<Remark>,
    /// How its golden cases went.
    pub golden: Vec<GoldenResult>,
    /// What its author noted.
    pub note: String,
    /// From when it holds or shall hold.
    pub valid_from: Option<NaiveDate>,
    /// Since when it no longer holds because it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
    /// Who uploaded it or changed its parameters.
    pub created_by: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who proposed it.
    pub proposed_by: Option<AccountId>,
    /// Who agreed, or gave it back.
    pub decided_by: Option<AccountId>,
    /// What they said.
    pub decision_note: String,
}

impl RuleVersion {
    /// Whether it was agreed to and not taken back by that day.
    fn stands_on(&self, day: NaiveDate) -> bool {
        self.state == RuleState::Approved
            && self.withdrawn_on.is_none_or(|withdrawn| withdrawn > day)
    }

    /// Whether it waits for its day.
    pub fn is_planned_on(&self, day: NaiveDate) -> bool {
        self.stands_on(day) && self.valid_from.is_some_and(|from| from > day)
    }
}

/// The version of an extension point that holds on a day: the one that began last of those that stand.
pub fn effective_on(
    versions: &[RuleVersion],
    point: ExtensionPoint,
    day: NaiveDate,
) -> Option<&RuleVersion> {
    versions
        .iter()
        .filter(|version| version.point == point && version.stands_on(day))
        .filter(|version| version.valid_from.is_some_and(|from| from <= day))
        .max_by_key(|version| version.valid_from)
}

/// A code and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// A stable code, such as `PLUGIN_IMPORTS`.
    pub code: String,
    /// The details, in the words of the compiler or rule.
    pub detail: String,
}

/// How one golden case went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldenResult {
    /// What it shows.
    pub name: String,
    /// Whether it was run: the cases before it may have taken all the time that there is.
    #[serde(default = "was_run")]
    pub ran: bool,
    /// What differs from what its author expected; empty if nothing does.
    pub differences: Vec<String>,
    /// Instructions that it took; none if it failed.
    pub fuel: Option<u64>,
}

/// Results from before there was a bound do not say it.
fn was_run() -> bool {
    true
}

impl GoldenResult {
    /// Of a case for which no time was left.
    pub(crate) fn not_run(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ran: false,
            differences: Vec::new(),
            fuel: None,
        }
    }

    /// Whether the rule answered as the case's author expects.
    pub fn has_passed(&self) -> bool {
        self.ran && self.differences.is_empty()
    }
}

/// A rule as somebody uploads it.
#[derive(Debug, Clone)]
pub struct RuleUpload {
    /// The component.
    pub component: Vec<u8>,
    /// Its golden cases.
    pub golden_cases: Vec<GoldenFile>,
    /// The extension point that it is meant for, if the uploader says so.
    pub point: Option<ExtensionPoint>,
    /// What is new in it.
    pub note: String,
}

/// A file with a golden case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldenFile {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub content: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn approved(number: i32, from: &str, withdrawn_on: Option<&str>) -> RuleVersion {
        RuleVersion {
            id: RuleVersionId::generate(),
            number,
            point: ExtensionPoint::CaseClosing,
            digest: String::new(),
            size: 0,
            about: None,
            parameters: None,
            state: RuleState::Approved,
            refusal: None,
            golden: Vec::new(),
            note: String::new(),
            valid_from: Some(day(from)),
            withdrawn_on: withdrawn_on.map(day),
            created_by: AccountId::generate(),
            created_at: DateTime::default(),
            proposed_by: None,
            decided_by: None,
            decision_note: String::new(),
        }
    }

    #[test]
    fn the_version_that_began_last_holds_until_it_is_taken_back() {
        let versions = [
            approved(1, "2026-01-01", None),
            approved(2, "2026-03-01", Some("2026-03-10")),
            approved(3, "2026-05-01", None),
            RuleVersion {
                state: RuleState::Proposed,
                ..approved(4, "2026-02-01", None)
            },
        ];
        for (on, number) in [
            ("2025-12-31", None),
            ("2026-01-01", Some(1)),
            ("2026-02-01", Some(1)),
            ("2026-03-01", Some(2)),
            ("2026-03-09", Some(2)),
            ("2026-03-10", Some(1)),
            ("2026-04-30", Some(1)),
            ("2026-05-01", Some(3)),
        ] {
            let found = effective_on(&versions, ExtensionPoint::CaseClosing, day(on));
            assert_eq!(found.map(|version| version.number), number, "{on}");
        }
        let elsewhere = effective_on(&versions, ExtensionPoint::TargetGroup, day("2026-05-01"));
        assert_eq!(elsewhere, None);
        assert!(versions[2].is_planned_on(day("2026-04-30")));
        assert!(!versions[2].is_planned_on(day("2026-05-01")));
    }
}
