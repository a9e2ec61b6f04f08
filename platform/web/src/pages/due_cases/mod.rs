//! Cases that the county's rule would close: looked at, ticked, closed.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
