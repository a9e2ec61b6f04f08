//! Working on a case in another constellation from today.

mod handler;

pub(in crate::pages) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::{conflict_samples, samples};

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
