//! What the document answers.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::{
    case::answer::{CaseActions, Client, Labelled},
    person::Entry,
};

#[derive(Deserialize)]
pub(super) struct CaseAnswer {
    pub case: Option<CaseToChange>,
    pub county: County,
}

#[derive(Deserialize)]
pub(super) struct ReferralAnswer {
    pub case: Option<CaseWithReferrals>,
    pub county: County,
}

#[derive(Deserialize)]
pub(super) struct CaseWithReferrals {
    #[serde(flatten)]
    pub case: CaseToChange,
    /// None if the reader may not read those of this case.
    pub referrals: Option<Vec<ReferralToAnswer>>,
}

#[derive(Deserialize)]
pub(super) struct StructureAnswer {
    pub structure: Structure,
}

/// A case as it is before a change.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct CaseToChange {
    pub id: String,
    pub number: String,
    pub version: i32,
    pub state: Entry,
    pub constellation: Entry,
    pub client: Client,
    pub municipality: Entry,
    pub unit: Option<Entry>,
    pub carrier: Entry,
    pub post: Option<Entry>,
    pub interpreter_needed: bool,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub last_seen_on: NaiveDate,
    pub warnings: Vec<Warning>,
    pub can: CaseActions,
}

impl CaseToChange {
    /// Whether it is worked on.
    pub fn is_open(&self) -> bool {
        self.state.key == "open"
    }
}

#[derive(Deserialize)]
pub(in crate::pages::case) struct Warning {
    pub code: String,
    pub message: String,
}

#[derive(Deserialize)]
pub(in crate::pages::case) struct County {
    words: Vec<Entry>,
    pub lists: Lists,
}

impl County {
    /// The county's own word.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        let found = self.words.iter().find(|word| word.key == key);
        found.map_or(key, |word| &word.label)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct Lists {
    pub channels: Vec<Entry>,
    pub constellations: Vec<ConstellationRule>,
    pub closing_grounds: Vec<Entry>,
    pub legal_fields: Vec<Entry>,
    pub referral_bases: Vec<Entry>,
    pub referral_states: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct ConstellationRule {
    pub key: String,
    pub label: String,
    pub closing_months_without_contact: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct ReferralToAnswer {
    pub id: String,
    pub legal_field: Labelled,
    pub provider: String,
    pub sent_on: NaiveDate,
    pub state: Entry,
    pub state_reason: String,
    pub answered_on: Option<NaiveDate>,
    pub pending: bool,
    pub version: i32,
}

/// Units of the county and posts that serve the place of the case.
#[derive(Deserialize)]
pub(in crate::pages::case) struct Structure {
    pub units: Vec<Unit>,
    pub posts: Vec<PostServing>,
}

#[derive(Deserialize)]
pub(in crate::pages::case) struct Unit {
    pub key: String,
    pub name: String,
    municipalities: Vec<Key>,
}

impl Unit {
    /// Whether the municipality with this AGS belongs to it.
    pub fn serves(&self, municipality: &str) -> bool {
        self.municipalities
            .iter()
            .any(|served| served.key == municipality)
    }
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

#[derive(Deserialize)]
pub(in crate::pages::case) struct PostServing {
    pub key: String,
    pub title: String,
    pub carrier: Entry,
    pub units: Vec<Entry>,
}

#[cfg(test)]
impl CaseToChange {
    /// An open case.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/open_case.json")).expect("a sample case")
    }

    /// A closed case that may be reactivated.
    pub fn sample_closed() -> Self {
        serde_json::from_str(include_str!("samples/closed_case.json")).expect("a sample case")
    }
}

#[cfg(test)]
impl County {
    /// A county with a closing rule.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/county.json")).expect("a sample county")
    }
}

#[cfg(test)]
impl Structure {
    /// Two units and two carriers that serve the place of the sample case.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/structure.json")).expect("a sample structure")
    }
}

#[cfg(test)]
impl ReferralToAnswer {
    /// A referral that was accepted.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/referral.json")).expect("a sample referral")
    }
}
