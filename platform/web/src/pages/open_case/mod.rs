//! Opening a case: first the person, then the intake.

mod answer;
mod choose_person;
mod handler;
mod intake;
mod posts;

#[cfg(test)]
pub(super) use choose_person::samples as choose_person_samples;
pub(super) use handler::routes;
#[cfg(test)]
pub(super) use intake::samples as intake_samples;

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
