//! The list of cases: filter, search, order and place all stand in the address.

mod answer;
mod filter;
mod handler;

pub(super) use filter::{filter, order};
pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
