//! What the document answers.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::{
    case::answer::{CaseActions, Labelled},
    paging::PageInfo,
    person::Entry,
    rules::Standing,
};

#[derive(Deserialize)]
pub(super) struct CasePageAnswer {
    pub county: County,
    pub case: Option<Case>,
}

/// The county's words for unit and carrier, in this order.
#[derive(Deserialize)]
pub(super) struct County {
    pub words: [Labelled; 2],
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Case {
    pub id: String,
    pub number: String,
    pub state: Entry,
    pub constellation: Labelled,
    pub client: Client,
    pub household: Option<Household>,
    pub municipality: Labelled,
    pub unit: Option<Labelled>,
    pub carrier: Labelled,
    pub post: Option<Labelled>,
    pub channel: Labelled,
    pub language: Labelled,
    pub interpreter_needed: bool,
    pub referring_body: Option<Labelled>,
    pub reason: String,
    pub opened_on: NaiveDate,
    pub opened_by: Option<String>,
    pub closed_on: Option<NaiveDate>,
    pub last_contact_on: Option<NaiveDate>,
    pub contact_count: i32,
    /// What the county's closing rule says.
    pub closing_rule: Option<Standing>,
    pub warnings: Vec<Warning>,
    pub referrals: Option<Vec<Referral>>,
    pub can: CaseActions,
    pub timeline: Timeline,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Client {
    pub id: String,
    pub display_name: String,
    pub can_update: bool,
}

#[derive(Deserialize)]
pub(super) struct Household {
    pub id: String,
    pub name: String,
}

#[derive(Deserialize)]
pub(super) struct Warning {
    pub code: WarningCode,
    pub message: String,
    pub missing: Vec<Missing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum WarningCode {
    NotSeenFor,
    ClosesOn,
    ClosingRuleDue,
    IncompleteData,
    NoPost,
    PostEnded,
}

#[derive(Deserialize)]
pub(super) struct Missing {
    pub key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Referral {
    pub id: String,
    pub legal_field: Labelled,
    pub provider: String,
    pub sent_on: NaiveDate,
    pub state: Labelled,
    pub answered_on: Option<NaiveDate>,
    pub pending: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Timeline {
    pub nodes: Vec<TimelineEntry>,
    pub page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimelineEntry {
    pub kind: TimelineKind,
    pub on: NaiveDate,
    pub note: String,
    pub recorded_by: Option<String>,
    pub constellation: Option<Labelled>,
    pub previous_constellation: Option<Labelled>,
    pub carrier: Option<Labelled>,
    pub unit: Option<Labelled>,
    pub post: Option<Labelled>,
    pub closing_ground: Option<Labelled>,
    pub closed_by_rule: Option<bool>,
    pub contact: Option<Contact>,
    pub referral: Option<TimelineReferral>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum TimelineKind {
    Opened,
    Assigned,
    ConstellationChanged,
    Contact,
    ReferralSent,
    ReferralAnswered,
    Closed,
    Reactivated,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contact {
    pub channel: Labelled,
    pub minutes: i32,
    pub interpreter_present: bool,
    pub with_client: bool,
    pub note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimelineReferral {
    pub provider: String,
    pub legal_field: Labelled,
    pub basis: Labelled,
    pub basis_note: String,
    pub state: Labelled,
    pub state_reason: String,
}
