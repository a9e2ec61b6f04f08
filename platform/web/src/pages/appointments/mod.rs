//! The list of appointments across cases.

mod handler;

#[cfg(test)]
pub(super) use handler::samples;
pub(super) use handler::{AppointmentRow, routes};

/// The document of this page.
const DOCUMENT: &str = include_str!("document.graphql");
