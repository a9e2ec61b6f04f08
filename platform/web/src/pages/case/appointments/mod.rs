//! Appointments of a case: made, changed, cancelled.

mod change;
mod create;

use axum::Router;
use serde_json::{Map, Value, json};

#[cfg(test)]
pub(in crate::pages) use change::samples as change_samples;
#[cfg(test)]
pub(in crate::pages) use create::samples as create_samples;

use crate::{state::WebState, transport::form::Submission};

/// The document of these pages; what they read first lies in [`super::change_form`] too.
const DOCUMENT: &str = include_str!("document.graphql");

/// Fields of the forms, named like the schema's inputs.
const FIELDS: &[&str] = &["startsOn", "startsAt", "minutes", "kind", "place", "note"];

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    create::routes().merge(change::routes())
}

/// What the form says, as both inputs of the schema take it.
fn details(submission: &Submission) -> Map<String, Value> {
    // What is no number is out of every range, and the schema says which one is right.
    let minutes: i32 = submission.value("minutes").parse().unwrap_or_default();
    let values = [
        ("startsOn", json!(submission.value("startsOn"))),
        ("startsAt", json!(submission.value("startsAt"))),
        ("minutes", json!(minutes)),
        ("kind", json!(submission.value("kind"))),
        ("place", json!(submission.value("place"))),
        ("note", json!(submission.value("note"))),
    ];
    let named = values.map(|(name, value)| (name.to_owned(), value));
    named.into_iter().collect()
}
