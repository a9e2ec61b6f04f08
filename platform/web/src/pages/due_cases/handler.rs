//! Lists what is due and closes what was ticked.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        case::Labelled,
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{address::encode, form::Submission, tenant::TenantRequest},
};

/// A ticked case comes as `case-<id>` with its version as value.
const CASE: &str = "case-";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DueAnswer {
    cases_due_to_close: Vec<Due>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Due {
    case: Case,
    due_on: Option<NaiveDate>,
    reasons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    id: String,
    number: String,
    version: i32,
    client: Client,
    constellation: Labelled,
    last_seen_on: NaiveDate,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    display_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CloseAnswer {
    cases_close_by_rule: Closed,
}

#[derive(Deserialize)]
struct Closed {
    results: Vec<Outcome>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    case_id: String,
    closed: bool,
    user_errors: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    message: String,
}

/// What became of what was ticked.
struct Told {
    closed: usize,
    /// Why others stayed open, with the number of the case where it is still known.
    refused: Vec<String>,
}

#[derive(Template)]
#[template(path = "due_cases/page.html")]
pub(in crate::pages) struct DueCasesPage {
    frame: Frame,
    form: Form,
    due: Vec<Due>,
    told: Option<Told>,
}

impl DueCasesPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn case_address(&self, id: &str) -> String {
        self.frame.link(&format!("cases/{}", encode(id)))
    }

    fn closed(&self, count: &usize) -> String {
        let count = i64::try_from(*count).unwrap_or(i64::MAX);
        self.frame.words.text_with_count("due-closed", count)
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/due", get(show).post(close))
}

async fn render(request: &TenantRequest, form: Form, told: Option<Outcomes>) -> PageResult {
    let answer: DueAnswer = run(request, DOCUMENT, "DueCases", json!({})).await?;
    let due = answer.cases_due_to_close;
    let status = if form.has_problems() {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    } else {
        axum::http::StatusCode::OK
    };
    let shown = DueCasesPage {
        told: told.map(|outcomes| tell(outcomes, &due)),
        frame: Frame::of(request),
        form,
        due,
    };
    page_with(status, &shown)
}

type Outcomes = Vec<Outcome>;

fn tell(outcomes: Outcomes, due: &[Due]) -> Told {
    let number = |id: &str| {
        let found = due.iter().find(|one| one.case.id == id);
        found.map_or("–", |one| one.case.number.as_str()).to_owned()
    };
    let closed = outcomes.iter().filter(|one| one.closed).count();
    let refused = outcomes.into_iter().filter(|one| !one.closed);
    let why = |one: Outcome| {
        let messages: Vec<String> = one
            .user_errors
            .into_iter()
            .map(|said| said.message)
            .collect();
        format!("{}: {}", number(&one.case_id), messages.join(" "))
    };
    Told {
        closed,
        refused: refused.map(why).collect(),
    }
}

async fn show(request: TenantRequest) -> PageResult {
    let form = Form::new(&request, &[]);
    render(&request, form, None).await
}

async fn close(submission: Submission) -> PageResult {
    let request = &submission.request;
    let chosen: Vec<Value> = submission
        .values
        .iter()
        .filter_map(|(name, version)| Some((name.strip_prefix(CASE)?, version)))
        .map(|(id, version)| {
            let version: i32 = version.parse().unwrap_or_default();
            json!({ "caseId": id, "version": version })
        })
        .collect();
    if chosen.is_empty() {
        let nothing = UserError {
            field: "cases".to_owned(),
            message: Frame::of(request).text("due-nothing-chosen"),
            code: "REQUIRED".to_owned(),
        };
        let form = Form::new(request, &["cases"]).with_problem(nothing);
        return render(request, form, None).await;
    }
    let variables = json!({ "input": { "cases": chosen } });
    let answer: CloseAnswer = run(request, DOCUMENT, "CloseDue", variables).await?;
    let form = Form::new(request, &[]);
    render(request, form, Some(answer.cases_close_by_rule.results)).await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<DueCasesPage> {
    let answer: DueAnswer =
        serde_json::from_str(include_str!("sample.json")).expect("a sample answer");
    let page = |due, told| DueCasesPage {
        frame: Frame::sample(locale),
        form: Form::sample(&[]),
        due,
        told,
    };
    let told = Told {
        closed: 2,
        refused: vec!["2026-000124: Jemand war schneller.".to_owned()],
    };
    vec![
        page(answer.cases_due_to_close, Some(told)),
        page(Vec::new(), None),
    ]
}
