//! What was corrected of a person's data.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
