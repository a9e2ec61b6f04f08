//! Asks who met when about what, and what came of it; records it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, see_case, send_change},
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input; one line each for a participant or a task.
const FIELDS: &[&str] = &[
    "heldOn",
    "topic",
    "participants",
    "result",
    "tasks",
    "dueOn",
];

#[derive(Template)]
#[template(path = "case/conference/page.html")]
pub(in crate::pages) struct ConferencePage {
    frame: Frame,
    form: Form,
    head: Head,
    opened: String,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
}

impl ConferencePage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedCase, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        let step = Step::RecordConference;
        Self {
            head: Head::of_case(&frame, step, &case, &county, &mut change),
            opened: format_day(case.opened_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            form: change.form,
            frame,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/conferences/new",
        get(show).post(record),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::RecordConference).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = ConferencePage::new(Frame::of(request), today, loaded, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("heldOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "heldOn": submission.optional("heldOn"),
        "topic": submission.value("topic"),
        "participants": participants(submission.value("participants")),
        "result": submission.value("result"),
        "tasks": tasks(submission.value("tasks"), submission.optional("dueOn")),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let problems = send_change(request, DOCUMENT, "RecordConference", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// One a line: the office or function, and after a comma the name.
fn participants(text: &str) -> Vec<Value> {
    let participant = |line: &str| {
        let (office, name) = line.split_once(',').unwrap_or((line, ""));
        json!({ "office": office, "name": name })
    };
    lines(text).map(participant).collect()
}

/// One a line; all are due on the same day.
fn tasks(text: &str, due_on: Option<&str>) -> Vec<Value> {
    lines(text)
        .map(|title| json!({ "title": title, "dueOn": due_on }))
        .collect()
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ConferencePage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| ConferencePage::new(frame, today, loaded, change))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_somebody_or_something() {
        assert_eq!(
            participants("Jugendamt, Frau Beispiel\n\n Klassenleitung \n"),
            [
                json!({ "office": "Jugendamt", "name": " Frau Beispiel" }),
                json!({ "office": "Klassenleitung", "name": "" }),
            ]
        );
        assert!(participants(" \n").is_empty());
        assert_eq!(
            tasks("Anmelden\n", Some("2026-08-01")),
            [json!({ "title": "Anmelden", "dueOn": "2026-08-01" })]
        );
    }
}
