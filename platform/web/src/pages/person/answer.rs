//! What the document answers, and what the pages about households and intakes ask alike.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use crate::pages::forms::UserError;

/// A key with the word for it.
#[derive(Clone, Deserialize)]
pub(in crate::pages) struct Entry {
    pub key: String,
    pub label: String,
}

#[derive(Deserialize)]
pub(in crate::pages) struct Labelled {
    pub label: String,
}

/// What tells a person from others of the same name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct PersonRow {
    pub id: String,
    pub display_name: String,
    pub birth_date: Option<NaiveDate>,
    pub municipality: Option<Labelled>,
}

/// A case in a short list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct CaseSummary {
    pub id: String,
    pub number: String,
    pub state: Entry,
    pub constellation: Labelled,
    pub post: Option<Labelled>,
    pub opened_on: NaiveDate,
}

impl CaseSummary {
    /// Whether it is worked on.
    pub fn is_open(&self) -> bool {
        self.state.key == "open"
    }
}

/// A person with everything that is known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonData {
    pub id: String,
    pub given_name: String,
    pub family_name: String,
    pub display_name: String,
    pub birth_date: Option<NaiveDate>,
    pub age: Option<i64>,
    pub gender: Option<Entry>,
    pub nationality: Option<String>,
    pub first_language: Option<Entry>,
    pub interpreter_needed: bool,
    pub municipality: Option<Entry>,
    pub residence_status: Option<Entry>,
    pub arrived_on: Option<NaiveDate>,
    pub refugee: bool,
    pub special_need: bool,
    pub good_chances: bool,
    pub programmes: Vec<Entry>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    pub can_update: bool,
    pub can_merge: bool,
}

/// What forms about persons offer.
#[derive(Deserialize)]
pub(super) struct Choices {
    pub municipalities: Vec<Entry>,
    pub lists: ChoiceLists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChoiceLists {
    pub genders: Vec<Entry>,
    pub languages: Vec<Entry>,
    pub residence_statuses: Vec<Entry>,
    pub programmes: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct ChoicesAnswer {
    pub county: Choices,
}

#[derive(Deserialize)]
pub(super) struct PersonToEditAnswer {
    pub person: Option<PersonData>,
    pub county: Choices,
}

/// What a change of a person answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonChanged<P> {
    pub person: Option<P>,
    pub user_errors: Vec<UserError>,
}

#[cfg(test)]
impl Choices {
    /// One entry of each list.
    pub fn sample() -> Self {
        let answer: ChoicesAnswer =
            serde_json::from_str(include_str!("samples/choices.json")).expect("a sample answer");
        answer.county
    }
}

#[cfg(test)]
impl PersonRow {
    /// Two persons of the same name.
    pub fn samples() -> Vec<Self> {
        serde_json::from_str(include_str!("samples/rows.json")).expect("sample rows")
    }
}

#[cfg(test)]
impl PersonData {
    /// A person of whom everything is known.
    pub fn sample() -> Self {
        serde_json::from_str(include_str!("samples/person.json")).expect("a sample person")
    }
}
