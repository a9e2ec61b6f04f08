//! Recording a contact: a talk, a visit, a call.

mod handler;

pub(in crate::pages) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
