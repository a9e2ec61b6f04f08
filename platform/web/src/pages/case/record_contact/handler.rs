//! Asks when, how and how long, and records the contact.

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
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &[
    "occurredOn",
    "minutes",
    "channel",
    "withClient",
    "interpreterPresent",
    "note",
];

#[derive(Template)]
#[template(path = "case/record_contact/page.html")]
pub(in crate::pages) struct RecordContactPage {
    frame: Frame,
    form: Form,
    head: Head,
    channels: Vec<Entry>,
    opened: String,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
    /// What the intake says of interpreters; empty if the talks need none.
    interpreter_hint: String,
}

impl RecordContactPage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedCase, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        let step = Step::RecordContact;
        Self {
            head: Head::of_case(&frame, step, &case, &county, &mut change),
            opened: format_day(case.opened_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            interpreter_hint: if case.interpreter_needed {
                frame.text("contact-interpreter-needed-hint")
            } else {
                String::new()
            },
            channels: county.lists.channels,
            form: change.form,
            frame,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/contacts/new",
        get(show).post(record),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::RecordContact).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = RecordContactPage::new(Frame::of(request), today, loaded, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS)
        .with("occurredOn", request.today())
        .with("withClient", "yes");
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let problems = send_change(request, DOCUMENT, "RecordContact", input(&id, &submission)).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

fn input(id: &str, submission: &Submission) -> Value {
    // What is no number is out of every range, and the schema says which one is right.
    let minutes: i32 = submission.value("minutes").parse().unwrap_or_default();
    json!({
        "caseId": id,
        "occurredOn": submission.optional("occurredOn"),
        "channel": submission.value("channel"),
        "minutes": minutes,
        "interpreterPresent": submission.is_checked("interpreterPresent"),
        "withClient": submission.is_checked("withClient"),
        "note": submission.value("note"),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RecordContactPage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| RecordContactPage::new(frame, today, loaded, change))
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn a_closed_case_offers_reactivation_and_keeps_what_was_typed() {
        let pages: Vec<String> = samples(Locale::De)
            .iter()
            .map(|page| page.render().expect("renders"))
            .collect();
        let shown = |part: &str| {
            let found = pages.iter().map(|page| page.contains(part));
            found.collect::<Vec<_>>()
        };
        assert_eq!(shown("name=\"note\""), [true, true, true, false, true]);
        assert_eq!(shown("/reactivate\""), [false, false, false, true, true]);
    }
}
