//! One search over persons, cases and contacts.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
