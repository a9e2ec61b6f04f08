//! What the documents answer.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::answer::{Client, Labelled},
        documents::run,
        person::Entry,
    },
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Deserialize)]
pub(super) struct SupportAnswer {
    pub case: Option<SupportedCase>,
}

#[derive(Deserialize)]
pub(super) struct SupportedCase {
    pub id: String,
    pub number: String,
    pub state: State,
    pub client: Client,
    /// None if the reader may not read them of this case; so are the others.
    pub assessments: Option<Vec<Assessment>>,
    pub plans: Option<Vec<Plan>>,
    pub consents: Option<Vec<Consent>>,
    pub can: Actions,
}

#[derive(Deserialize)]
pub(super) struct State {
    pub key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Actions {
    pub record_support: bool,
    pub withdraw_consent: bool,
    pub record_finding: bool,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Assessment {
    pub life_area: Entry,
    pub assessed_on: NaiveDate,
    pub need: Entry,
    pub need_rank: i32,
    pub urgency: Entry,
    pub resource: String,
    pub own_view: String,
    pub recorded_by: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Plan {
    pub id: String,
    pub number: i32,
    pub version: i32,
    pub state: Entry,
    pub note: String,
    pub review_on: Option<NaiveDate>,
    pub agreed_on: Option<NaiveDate>,
    pub agreed_how: String,
    pub steps_done: i32,
    pub steps_total: i32,
    pub recorded_by: Option<String>,
    pub goals: Vec<Goal>,
}

impl Plan {
    pub fn is_draft(&self) -> bool {
        self.state.key == "draft"
    }

    pub fn is_agreed(&self) -> bool {
        self.state.key == "agreed"
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Goal {
    pub id: String,
    pub life_area: Entry,
    pub text: String,
    pub sign: String,
    pub due_on: Option<NaiveDate>,
    pub attainment: Option<Entry>,
    pub evaluation: String,
    pub steps: Vec<PlanStep>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanStep {
    pub id: String,
    pub text: String,
    pub who: Entry,
    pub who_name: String,
    pub due_on: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
    pub overdue: bool,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Consent {
    pub id: String,
    pub purpose: Labelled,
    pub recipient: String,
    pub text_version: String,
    pub language: Labelled,
    pub interpreter_present: bool,
    pub signed_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawal_note: String,
    pub state: Entry,
}

impl Consent {
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn_on.is_some()
    }
}

/// What the forms need beside the case.
#[derive(Deserialize)]
pub(super) struct FormAnswer {
    pub case: Option<FormCase>,
    pub county: FormCounty,
}

#[derive(Deserialize)]
pub(super) struct FormCase {
    pub language: Entry,
    pub assessments: Option<Vec<Assessment>>,
    pub plans: Option<Vec<Plan>>,
    pub consents: Option<Vec<Consent>>,
    pub referrals: Option<Vec<RestingReferral>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RestingReferral {
    pub provider: String,
    pub consent_id: Option<String>,
    pub pending: bool,
}

#[derive(Deserialize)]
pub(super) struct FormCounty {
    pub lists: FormLists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FormLists {
    pub life_areas: Vec<Entry>,
    pub languages: Vec<Entry>,
    pub legal_fields: Vec<Entry>,
    pub support: SupportLists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SupportLists {
    pub need_levels: Vec<Entry>,
    pub urgencies: Vec<Entry>,
    pub step_doers: Vec<Entry>,
    pub attainments: Vec<Entry>,
    pub consent_purposes: Vec<Entry>,
    pub finding_kinds: Vec<Entry>,
}

/// What a form of this case offers.
pub(super) struct Offered {
    pub case: FormCase,
    pub lists: FormLists,
}

/// Reads what a form of this case offers.
pub(super) async fn load_offered(request: &TenantRequest, id: &str) -> Result<Offered, Problem> {
    let answer: FormAnswer = run(request, DOCUMENT, "SupportForm", json!({ "id": id })).await?;
    Ok(Offered {
        case: answer.case.ok_or(Problem::NotFound)?,
        lists: answer.county.lists,
    })
}

#[cfg(test)]
impl Offered {
    /// A case with two assessed areas, an agreed plan with a draft after it, and two consents.
    pub fn sample() -> Self {
        let answer: FormAnswer =
            serde_json::from_str(include_str!("samples/form.json")).expect("a sample answer");
        Self {
            case: answer.case.expect("a case"),
            lists: answer.county.lists,
        }
    }
}
