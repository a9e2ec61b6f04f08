//! The county's structure on a day: posts with their sums, units, carriers, bodies, funding, sources.

mod answer;
mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;

/// The document of this page.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
