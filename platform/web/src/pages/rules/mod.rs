//! A county's rules: what holds, what was uploaded, tried out, proposed and decided.

mod answer;
mod decisions;
mod overview;
mod parameters;
mod run_page;
mod version;

use axum::Router;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::{
    frame::Frame,
    numbers::{format_day, format_instant},
    person::Entry,
};
use crate::state::WebState;

#[cfg(test)]
pub(super) use {
    decisions::samples as decision_samples, overview::samples as overview_samples,
    run_page::samples as run_samples, version::samples as version_samples,
};

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .merge(overview::routes())
        .merge(version::routes())
        .merge(run_page::routes())
        .merge(decisions::routes())
}

/// Where a person or case stands by the county's rule, as its page shows it.
#[derive(Deserialize)]
pub(super) struct Standing {
    pub outcome: Option<Entry>,
    pub reasons: Vec<String>,
    pub due: Option<NaiveDate>,
    pub failure: Option<Failure>,
}

impl Standing {
    /// The reason that decided, without the outcome where it begins with it.
    pub fn first_reason(&self) -> Option<&str> {
        let reason = self.reasons.first()?.as_str();
        let outcome = self.outcome.as_ref()?.label.as_str();
        let rest = reason.strip_prefix(outcome);
        Some(
            rest.and_then(|rest| rest.strip_prefix(": "))
                .unwrap_or(reason),
        )
    }

    /// The day from which something is due, as people write it.
    pub fn due_on(&self, frame: &Frame) -> Option<String> {
        self.due.map(|day| format_day(day, frame.words.0))
    }
}

/// Why a rule does not answer at the moment.
#[derive(Deserialize)]
pub(super) struct Failure {
    pub since: DateTime<Utc>,
    pub remark: FailureRemark,
}

impl Failure {
    /// Since when, as people write it.
    pub fn since_when(&self, frame: &Frame) -> String {
        format_instant(self.since, frame.words.0)
    }
}

#[derive(Deserialize)]
pub(super) struct FailureRemark {
    pub message: String,
}
