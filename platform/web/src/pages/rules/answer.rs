//! What the document answers.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use crate::pages::{
    forms::UserError,
    person::{Entry, Labelled},
};

/// What a rule or an upload did wrong.
#[derive(Deserialize)]
pub(super) struct Remark {
    pub code: String,
    pub message: String,
    pub detail: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Version {
    pub id: String,
    pub number: i32,
    pub point: Entry,
    pub title: Option<String>,
    pub rule_version: Option<String>,
    pub digest: String,
    pub size: i64,
    pub state: Entry,
    pub refusal: Option<Remark>,
    pub golden_cases: Vec<GoldenCase>,
    pub parameters: Option<String>,
    pub parameters_schema: Option<String>,
    pub note: String,
    pub valid_from: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub created_by: Option<String>,
    pub proposed_by: Option<String>,
    pub decided_by: Option<String>,
    pub decision_note: String,
    pub can: Actions,
    pub runs: Vec<Run>,
}

#[derive(Deserialize)]
pub(super) struct GoldenCase {
    pub name: String,
    pub passed: bool,
    pub ran: bool,
    pub differences: Vec<String>,
    pub fuel: Option<i64>,
}

#[derive(Deserialize, Default, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct Actions {
    pub try_out: bool,
    pub change_parameters: bool,
    pub propose: bool,
    pub approve: bool,
    pub return_to_author: bool,
    pub discard: bool,
    pub roll_back_to: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub id: String,
    pub kind: Entry,
    pub state: Entry,
    pub is_running: bool,
    pub as_of: NaiveDate,
    pub total: i64,
    pub done: i64,
    pub changed: i64,
    pub failure: Option<Remark>,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// What a change of a version answers; the object's name differs, so it is found by the first value.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changed {
    pub version: Option<Id>,
    pub run: Option<Id>,
    pub user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
pub(super) struct Id {
    pub id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Decision {
    pub point: Labelled,
    pub outcome: Labelled,
    pub reasons: Vec<String>,
    pub as_of: NaiveDate,
    pub decided_at: DateTime<Utc>,
    pub decided_by: Option<String>,
    pub replaced_at: Option<DateTime<Utc>>,
    pub title: Option<String>,
    pub version_number: i32,
    pub digest: String,
    pub parameters: Option<String>,
    pub configuration_version: i32,
    pub input: Option<String>,
    pub output: String,
    pub fuel: i64,
}
