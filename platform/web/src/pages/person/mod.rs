//! Persons: searched, registered, shown, corrected.

mod answer;
mod countries;
mod edit;
mod fields;
mod history;
mod list;
mod merge;
mod register;
mod show;

pub(super) use answer::{CaseSummary, Entry, Labelled, PersonRow};
use countries::countries;
#[cfg(test)]
pub(super) use edit::{conflict_samples, samples as edit_samples};
#[cfg(test)]
pub(super) use history::samples as history_samples;
#[cfg(test)]
pub(super) use list::samples as list_samples;
#[cfg(test)]
pub(super) use merge::{choose_samples as merge_choose_samples, compare_samples};
#[cfg(test)]
pub(super) use register::samples as register_samples;
#[cfg(test)]
pub(super) use show::samples;

use axum::Router;

use crate::state::WebState;

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");

/// The pages about persons.
pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .merge(list::routes())
        .merge(register::routes())
        .merge(show::routes())
        .merge(edit::routes())
        .merge(merge::routes())
        .merge(history::routes())
}
