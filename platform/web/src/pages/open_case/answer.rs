//! What the document answers.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::{
    forms::UserError,
    person::{CaseSummary, Entry, PersonRow},
};

#[derive(Deserialize)]
pub(super) struct FoundAnswer {
    pub persons: Persons,
    pub cases: OpenCases,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Persons {
    pub nodes: Vec<PersonRow>,
    pub page_info: HasNextPage,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HasNextPage {
    pub has_next_page: bool,
}

/// Open cases of the persons found: who has one is not to get a second by mistake.
#[derive(Deserialize)]
pub(super) struct OpenCases {
    pub nodes: Vec<OpenCase>,
}

#[derive(Deserialize)]
pub(super) struct OpenCase {
    pub client: Client,
}

#[derive(Deserialize)]
pub(super) struct Client {
    pub id: String,
}

#[derive(Deserialize)]
pub(super) struct IntakeAnswer {
    pub person: Option<Person>,
    pub county: County,
    pub structure: Structure,
    pub viewer: Viewer,
}

/// The person whom the case is about.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    pub id: String,
    pub display_name: String,
    pub birth_date: Option<NaiveDate>,
    pub municipality: Option<Entry>,
    pub first_language: Option<Entry>,
    pub interpreter_needed: bool,
    pub households: Vec<Entry>,
    cases: Cases,
}

#[derive(Deserialize)]
struct Cases {
    nodes: Vec<CaseSummary>,
}

impl Person {
    /// Cases that are worked on already.
    pub fn open_cases(&self) -> Vec<&CaseSummary> {
        self.cases
            .nodes
            .iter()
            .filter(|case| case.is_open())
            .collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct County {
    pub households_first: bool,
    pub municipalities: Vec<Entry>,
    pub lists: Lists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lists {
    pub constellations: Vec<Entry>,
    pub channels: Vec<Entry>,
    pub languages: Vec<Entry>,
    pub referring_bodies: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Structure {
    pub posts: Vec<Post>,
}

#[derive(Deserialize)]
pub(super) struct Post {
    pub key: String,
    pub title: String,
    pub carrier: Entry,
    pub units: Vec<Key>,
    pub municipalities: Vec<Key>,
}

#[derive(Deserialize)]
pub(super) struct Key {
    pub key: String,
}

#[derive(Deserialize)]
pub(super) struct Viewer {
    pub scope: ViewerScope,
    pub posts: Vec<Key>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ViewerScope {
    pub whole_county: bool,
    pub carriers: Vec<Key>,
    pub units: Vec<Key>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpenCaseAnswer {
    pub case_open: CaseOpened,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseOpened {
    pub case: Option<OpenedCase>,
    pub user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
pub(super) struct OpenedCase {
    pub id: String,
}
