//! The list of referrals that have waited long for an answer.

mod handler;

#[cfg(test)]
pub(super) use handler::samples;
pub(super) use handler::{WaitingRow, routes};

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
