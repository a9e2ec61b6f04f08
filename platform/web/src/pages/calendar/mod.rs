//! Calendar addresses of one's own, and the calendar that calendar programs read by them.

mod feed;
mod handler;
mod icalendar;

use axum::Router;

#[cfg(test)]
pub(super) use handler::samples;

use crate::state::WebState;

/// The document of these pages.
const DOCUMENT: &str = include_str!("document.graphql");

pub(super) fn routes() -> Router<WebState> {
    handler::routes().merge(feed::routes())
}
