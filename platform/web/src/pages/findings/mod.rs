//! What cases show about the structures, of the whole county.

mod handler;

#[cfg(test)]
pub(in crate::pages) use handler::samples;
pub(super) use handler::{filter, routes};

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
