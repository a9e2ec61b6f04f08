//! Correcting what was noted at the intake.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(in crate::pages) use handler::samples;

/// The mutation of this page; what it reads first lies in [`super::change_form`].
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
