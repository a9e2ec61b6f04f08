//! Holds: seen, placed, lifted.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, Outcome, SubjectPages, Word};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_instant,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["reason"];

#[derive(Template)]
#[template(path = "retention/holds.html")]
pub(in crate::pages) struct HoldsPage {
    frame: Frame,
    form: Form,
    holds: Vec<Hold>,
    pages: SubjectPages,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hold {
    id: String,
    subject_kind: Word,
    subject_id: Option<String>,
    reason: String,
    placed_at: DateTime<Utc>,
    placed_by: Option<String>,
}

impl HoldsPage {
    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn address(&self, hold: &Hold) -> Option<String> {
        let id = hold.subject_id.as_deref()?;
        let address = self.pages.address(&hold.subject_kind.key, id)?;
        Some(self.frame.link(&address))
    }

    /// Whether the page was opened for something in particular.
    fn has_subject(&self) -> bool {
        !self.form.value("subjectId").is_empty()
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/retention/holds", get(show).post(place))
        .route("/k/{tenant}/retention/holds/{id}/lift", post(lift))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HoldsAnswer {
    retention_holds: Vec<Hold>,
}

async fn load(request: &TenantRequest, form: Form) -> Result<HoldsPage, Problem> {
    let found = run::<HoldsAnswer>(request, DOCUMENT, "RetentionHolds", json!({})).await?;
    Ok(HoldsPage {
        frame: Frame::of(request),
        form,
        holds: found.retention_holds,
        pages: SubjectPages::of(request.context.actor()),
    })
}

async fn show(request: TenantRequest) -> PageResult {
    let mut form = Form::new(&request, FIELDS);
    if let Some(subject) = request.address.parameter("subject") {
        form = form.with("subjectId", subject);
    }
    page(&load(&request, form).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlaceAnswer {
    retention_hold_place: Outcome,
}

async fn place(submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "subjectId": submission.value("subjectId"),
        "reason": submission.value("reason"),
    });
    let variables = json!({ "input": input });
    let placed = run::<PlaceAnswer>(request, DOCUMENT, "PlaceHold", variables).await?;
    let problems = placed.retention_hold_place.user_errors;
    if problems.is_empty() {
        see(&request.path("retention/holds"))
    } else {
        let form = Form::refused(&submission, FIELDS, problems);
        invalid_page(&load(request, form).await?)
    }
}

/// Lifted twice is lifted: the list shows it either way.
async fn lift(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    run::<serde_json::Value>(request, DOCUMENT, "LiftHold", json!({ "id": id })).await?;
    see(&request.path("retention/holds"))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<HoldsPage> {
    let hold = |kind: &str| Hold {
        id: format!("SG9sZDo{kind}"),
        subject_kind: Word {
            key: kind.to_owned(),
            label: kind.to_owned(),
        },
        subject_id: Some("Q2FzZTo".to_owned()),
        reason: "Klage <b>".to_owned(),
        placed_at: "2026-07-15T10:00:00Z".parse().expect("an instant"),
        placed_by: Some("Ada".to_owned()),
    };
    let page = |form: Form, holds| HoldsPage {
        frame: Frame::sample(locale),
        form,
        holds,
        pages: SubjectPages(vec![("case", "cases")]),
    };
    vec![
        page(Form::sample(FIELDS), vec![]),
        page(
            Form::sample(FIELDS).with("subjectId", "Q2FzZTo"),
            vec![hold("case"), hold("account")],
        ),
        page(
            Form::sample_with_problems(FIELDS).with("subjectId", "Q2FzZTo"),
            vec![],
        ),
    ]
}
