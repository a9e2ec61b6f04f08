//! What the document answers.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StartAnswer {
    pub viewer: Viewer,
    /// The viewer's own cases where posts are held, else all in scope; the latest opened first.
    pub own: Option<Cases>,
    pub not_seen: Option<Cases>,
    /// All cases in scope, where that is more than the viewer's own.
    pub area: Option<Cases>,
    pub county: Option<County>,
    pub structure: Option<Structure>,
    pub configuration: Option<Configuration>,
    pub api_tokens: Option<Vec<Token>>,
    pub audit_events: Option<Events>,
}

#[derive(Deserialize)]
pub(super) struct Viewer {
    pub name: String,
    pub scope: ViewerScope,
}

#[derive(Deserialize)]
pub(super) struct ViewerScope {
    pub description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cases {
    pub total_count: i64,
    /// Missing where only the count was asked for.
    #[serde(default)]
    pub nodes: Vec<CaseRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseRow {
    pub id: String,
    pub number: String,
    pub client: Client,
    pub municipality: Labelled,
    pub constellation: Labelled,
    pub post: Option<Labelled>,
    pub opened_on: NaiveDate,
    pub last_contact_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Client {
    pub display_name: String,
}

#[derive(Deserialize)]
pub(super) struct Labelled {
    pub label: String,
}

/// A key with the word for it.
#[derive(Deserialize)]
pub(super) struct Entry {
    pub key: String,
    pub label: String,
}

#[derive(Deserialize)]
pub(super) struct County {
    pub words: Vec<Entry>,
    pub lists: Lists,
}

#[derive(Deserialize)]
pub(super) struct Lists {
    pub constellations: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Structure {
    pub total: Figure,
    pub modules: Vec<ModuleSum>,
    /// Units and carriers are missing where no cases are counted by them.
    #[serde(default)]
    pub units: Vec<Entry>,
    #[serde(default)]
    pub carriers: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Figure {
    pub formatted: String,
}

#[derive(Deserialize)]
pub(super) struct ModuleSum {
    pub label: String,
    pub total: Figure,
}

#[derive(Deserialize)]
pub(super) struct Configuration {
    pub version: i32,
    pub warnings: Vec<Note>,
    pub rejected: Option<Rejected>,
}

#[derive(Deserialize)]
pub(super) struct Rejected {
    pub version: i32,
    pub errors: Vec<Note>,
}

#[derive(Deserialize)]
pub(super) struct Note {
    pub file: String,
    pub line: Option<u32>,
    pub message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Token {
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
pub(super) struct Events {
    pub nodes: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    pub at: DateTime<Utc>,
    pub action: String,
    pub account_name: Option<String>,
}

impl Note {
    /// Where it is, as editors understand it.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }
}
