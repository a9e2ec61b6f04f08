//! API tokens of one's own: made, shown once, taken back.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
