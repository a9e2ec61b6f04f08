//! The list of tasks across cases.

mod handler;

#[cfg(test)]
pub(super) use handler::samples;
pub(super) use handler::{CaseReference, Label, TaskRow, routes};

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
