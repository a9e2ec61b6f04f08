//! My day: what is due, what to be reminded of, what is planned, what waits.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
