//! Recording a case conference with the tasks that were agreed on.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The mutation of this page; what it reads first lies in [`super::change_form`].
const DOCUMENT: &str = include_str!("document.graphql");
