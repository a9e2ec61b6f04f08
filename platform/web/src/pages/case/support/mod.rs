//! What a case is worked on with: assessed needs, the plan, consents; and what it shows about the
//! structures.

mod agree_plan;
mod answer;
mod assess;
mod evaluate_goal;
mod needs_chart;
mod plan_fields;
mod record_consent;
mod record_finding;
mod show;
mod withdraw_consent;
mod write_plan;

use axum::Router;

use crate::state::WebState;

#[cfg(test)]
pub(in crate::pages) use self::{
    agree_plan::samples as agree_plan_samples, assess::samples as assess_samples,
    evaluate_goal::samples as evaluate_goal_samples,
    record_consent::samples as record_consent_samples,
    record_finding::samples as record_finding_samples, show::samples,
    withdraw_consent::samples as withdraw_consent_samples,
    write_plan::samples as write_plan_samples,
};

/// The documents of these pages.
const DOCUMENT: &str = include_str!("document.graphql");

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .merge(show::routes())
        .merge(assess::routes())
        .merge(write_plan::routes())
        .merge(agree_plan::routes())
        .merge(evaluate_goal::routes())
        .merge(record_consent::routes())
        .merge(withdraw_consent::routes())
        .merge(record_finding::routes())
}
