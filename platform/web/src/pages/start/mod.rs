//! The first page after signing in: what the viewer's roles need first.

mod answer;
mod counts;
mod handler;
mod parts;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
