//! The page of a case: what to do next, what happened, what is known.

mod answer;
mod entries;
mod handler;
mod key_data;
mod warnings;

pub(in crate::pages) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
