//! Everything that rules decided about a person or a case, with what proves it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, answer::Decision};
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::{format_count, format_day, format_instant},
        render::{PageResult, page},
    },
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "rules/decisions.html")]
pub(in crate::pages) struct DecisionsPage {
    frame: Frame,
    name: String,
    /// The path of the person or case.
    back: String,
    decisions: Vec<Decision>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(alias = "person", alias = "case")]
    subject: Option<Subject>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subject {
    id: String,
    name: String,
    rule_decisions: Vec<Decision>,
}

impl DecisionsPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn count(&self, count: &i64) -> String {
        format_count(*count, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/persons/{id}/decisions", get(of_person))
        .route("/k/{tenant}/cases/{id}/decisions", get(of_case))
}

type Id = Path<(String, String)>;

async fn of_person(request: TenantRequest, Path((_, id)): Id) -> PageResult {
    show(request, "PersonDecisions", "persons", &id).await
}

async fn of_case(request: TenantRequest, Path((_, id)): Id) -> PageResult {
    show(request, "CaseDecisions", "cases", &id).await
}

async fn show(request: TenantRequest, operation: &str, folder: &str, id: &str) -> PageResult {
    let variables = json!({ "id": id });
    let answer = run::<Answer>(&request, DOCUMENT, operation, variables).await?;
    let subject = answer.subject.ok_or(Problem::NotFound)?;
    page(&DecisionsPage {
        frame: Frame::of(&request),
        back: format!("{folder}/{}", subject.id),
        name: subject.name,
        decisions: subject.rule_decisions,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<DecisionsPage> {
    let sample = |decisions| DecisionsPage {
        frame: Frame::sample(locale),
        name: "Ayşe Yıldız".to_owned(),
        back: "persons/UGVyc29uOjE".to_owned(),
        decisions,
    };
    let decisions = include_str!("samples/decisions.json");
    vec![
        sample(serde_json::from_str(decisions).expect("sample decisions")),
        sample(Vec::new()),
    ]
}
