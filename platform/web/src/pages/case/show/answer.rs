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
    /// None if the reader may not read those of this case.
    #[serde(default)]
    pub tasks: Option<Vec<Task>>,
    /// None if the reader may not read those of this case.
    #[serde(default)]
    pub appointments: Option<Vec<Appointment>>,
    /// None if the reader may not read those of this case.
    #[serde(default)]
    pub conferences: Option<Vec<Conference>>,
    /// None if the reader may not read those of this case.
    #[serde(default)]
    pub documents: Option<Vec<FiledDocument>>,
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
    AnswerOverdue,
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
pub(super) struct Task {
    pub id: String,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub overdue: bool,
    pub post: Option<Labelled>,
    pub account_name: Option<String>,
    pub state: Entry,
    pub ended_on: Option<NaiveDate>,
}

impl Task {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.state.key == "open"
    }

    /// Who is responsible, where that is not whoever has the case.
    pub fn responsible(&self) -> &str {
        let post = self.post.as_ref().map(|post| post.label.as_str());
        self.account_name.as_deref().or(post).unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Appointment {
    pub id: String,
    pub starts_on: NaiveDate,
    pub starts_at: String,
    pub kind: Labelled,
    pub place: String,
    pub cancelled_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conference {
    pub held_on: NaiveDate,
    pub topic: String,
    pub participants: Vec<Participant>,
    pub result: String,
    pub task_count: i64,
}

#[derive(Deserialize)]
pub(super) struct Participant {
    office: String,
    name: String,
}

impl Conference {
    /// Whether tasks were agreed on.
    pub fn has_tasks(&self) -> bool {
        self.task_count > 0
    }

    /// Who took part, in one line.
    pub fn who(&self) -> String {
        let named = |participant: &Participant| match participant.name.as_str() {
            "" => participant.office.clone(),
            name => format!("{} ({name})", participant.office),
        };
        let named: Vec<String> = self.participants.iter().map(named).collect();
        named.join(", ")
    }
}

/// A document of the case.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FiledDocument {
    pub id: String,
    pub title: String,
    pub kind: Labelled,
    pub dated_on: Option<NaiveDate>,
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
