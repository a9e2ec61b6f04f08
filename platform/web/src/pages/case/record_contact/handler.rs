//! Shows the form and records.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        case::answer::CaseHead,
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD, UserError},
        frame::Frame,
        person::Entry,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &[
    "occurredOn",
    "channel",
    "minutes",
    "withClient",
    "interpreterPresent",
    "note",
];

#[derive(Template)]
#[template(path = "case/record_contact/page.html")]
pub(in crate::pages) struct RecordContactPage {
    frame: Frame,
    form: Form,
    case: CaseHead,
    interpreter_needed: bool,
    channels: Vec<Entry>,
}

impl RecordContactPage {
    /// What was typed before somebody else closed the case is kept on the page.
    fn shows_form(&self) -> bool {
        self.case.is_open() || self.form.has_problems()
    }

    fn interpreter_hint(&self) -> String {
        if self.interpreter_needed {
            self.frame.text("contact-interpreter-needed-hint")
        } else {
            String::new()
        }
    }
}

#[derive(Deserialize)]
struct ContactFormAnswer {
    county: County,
    case: Option<CaseOfContact>,
}

#[derive(Deserialize)]
struct County {
    lists: Lists,
}

#[derive(Deserialize)]
struct Lists {
    channels: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseOfContact {
    #[serde(flatten)]
    head: CaseHead,
    interpreter_needed: bool,
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/contacts/new",
        get(show).post(record),
    )
}

async fn load(request: &TenantRequest, id: &str, form: Form) -> Result<RecordContactPage, Problem> {
    if !request.context.actor().may(Permission::ContactRecord) {
        return Err(Problem::Forbidden);
    }
    let variables = json!({ "id": id });
    let answer = run::<ContactFormAnswer>(request, DOCUMENT, "ContactForm", variables).await?;
    let case = answer.case.ok_or(Problem::NotFound)?;
    // Seen in one role, kept by another part of the county.
    if case.head.is_open() && !case.head.can.record_contact {
        return Err(Problem::NotFound);
    }
    Ok(RecordContactPage {
        frame: Frame::of(request),
        form,
        case: case.head,
        interpreter_needed: case.interpreter_needed,
        channels: answer.county.lists.channels,
    })
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS)
        .with("occurredOn", request.today())
        .with("withClient", "yes");
    page(&load(&request, &id, form).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RecordAnswer {
    contact_record: Recorded,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recorded {
    contact: Option<Value>,
    user_errors: Vec<UserError>,
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "input": input(&id, &submission) });
    let Recorded {
        contact,
        user_errors,
    } = run::<RecordAnswer>(request, DOCUMENT, "RecordContact", variables)
        .await?
        .contact_record;
    match contact {
        Some(_) => see(&request.path(&format!("cases/{}", encode(&id)))),
        None => {
            let form = Form::refused(&submission, FIELDS, user_errors);
            invalid_page(&load(request, &id, form).await?)
        }
    }
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
    let sample = |text: &str, form| {
        let answer: ContactFormAnswer = serde_json::from_str(text).expect("a sample answer");
        let case = answer.case.expect("the sample has a case");
        RecordContactPage {
            frame: Frame::sample(locale),
            form,
            case: case.head,
            interpreter_needed: case.interpreter_needed,
            channels: answer.county.lists.channels,
        }
    };
    let (open, closed) = (
        include_str!("samples/open.json"),
        include_str!("samples/closed.json"),
    );
    vec![
        sample(open, Form::sample(FIELDS)),
        sample(open, Form::sample_with_problems(FIELDS)),
        sample(closed, Form::sample(FIELDS)),
        sample(closed, Form::sample_with_problems(FIELDS)),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn a_closed_case_offers_reactivation_and_keeps_only_what_was_typed() {
        let pages: Vec<String> = samples(Locale::De)
            .iter()
            .map(|page| page.render().expect("renders"))
            .collect();
        let shows = |part: &str| {
            pages
                .iter()
                .map(|page| page.contains(part))
                .collect::<Vec<_>>()
        };
        assert_eq!(shows("name=\"note\""), [true, true, false, true]);
        assert_eq!(
            shows("/cases/Q2FzZTox/reactivate"),
            [false, false, true, true]
        );
    }
}
