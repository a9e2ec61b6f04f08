//! Help for the people who work with the platform, by topic.
//!
//! A topic is one text per language in `topics/{de,en}`. To add one, add the two files and a line
//! to [`handler::TOPICS`].

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::{index_samples, topic_samples};
