//! Writing down what a person asks for: a restriction or an erasure, with the reason.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, Outcome, authorize};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["reason"];

#[derive(Template)]
#[template(path = "data_subjects/ask.html")]
pub(in crate::pages) struct AskPage {
    frame: Frame,
    form: Form,
    person: String,
    /// The last part of the address and the beginning of the keys of its texts.
    wish: &'static str,
}

impl AskPage {
    fn text(&self, key: &str) -> String {
        self.frame.text(&format!("{}-{key}", self.wish))
    }

    fn title(&self) -> String {
        self.text("form-title")
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route(
            "/k/{tenant}/data-subjects/{id}/restrict",
            get(ask_restrict).post(restrict),
        )
        .route(
            "/k/{tenant}/data-subjects/{id}/erase",
            get(ask_erase).post(erase),
        )
}

async fn ask_restrict(
    request: TenantRequest,
    Path((_, person)): Path<(String, String)>,
) -> PageResult {
    authorize(&request, Permission::PersonRestrict)?;
    page(&asked(&request, person, "restrict"))
}

async fn ask_erase(
    request: TenantRequest,
    Path((_, person)): Path<(String, String)>,
) -> PageResult {
    authorize(&request, Permission::PersonErase)?;
    page(&asked(&request, person, "erase"))
}

fn asked(request: &TenantRequest, person: String, wish: &'static str) -> AskPage {
    AskPage {
        frame: Frame::of(request),
        form: Form::new(request, FIELDS),
        person,
        wish,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RestrictAnswer {
    person_restrict: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EraseAnswer {
    person_erasure_request: Outcome,
}

async fn restrict(Path((_, person)): Path<(String, String)>, submission: Submission) -> PageResult {
    let input = json!({ "personId": person, "reason": submission.value("reason") });
    let variables = json!({ "input": input });
    let request = &submission.request;
    let done = run::<RestrictAnswer>(request, DOCUMENT, "Restrict", variables).await?;
    finish(
        &submission,
        person,
        ("restrict", "restricted"),
        done.person_restrict,
    )
}

async fn erase(Path((_, person)): Path<(String, String)>, submission: Submission) -> PageResult {
    let input = json!({ "personId": person, "reason": submission.value("reason") });
    let variables = json!({ "input": input });
    let request = &submission.request;
    let done = run::<EraseAnswer>(request, DOCUMENT, "RequestErasure", variables).await?;
    finish(
        &submission,
        person,
        ("erase", "requested"),
        done.person_erasure_request,
    )
}

fn finish(
    submission: &Submission,
    person: String,
    (wish, done): (&'static str, &str),
    outcome: Outcome,
) -> PageResult {
    let request = &submission.request;
    if outcome.user_errors.is_empty() {
        return see(&request.path(&format!("data-subjects?done={done}")));
    }
    invalid_page(&AskPage {
        form: Form::refused(submission, FIELDS, outcome.user_errors),
        ..asked(request, person, wish)
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(
    locale: kernel::locale::Locale,
    wish: &'static str,
) -> Vec<AskPage> {
    let page = |form| AskPage {
        frame: Frame::sample(locale),
        form,
        person: "UGVyc29uOg".to_owned(),
        wish,
    };
    vec![
        page(Form::sample(FIELDS)),
        page(Form::sample_with_problems(FIELDS)),
    ]
}
