//! Documents of cases and persons: added, shown, handed out, taken away.

mod add;
mod hand_out;
mod show;

use axum::Router;

#[cfg(test)]
pub(super) use add::samples as add_samples;
#[cfg(test)]
pub(super) use show::samples as show_samples;

use crate::state::WebState;

/// The document of these pages.
const DOCUMENT: &str = include_str!("document.graphql");

pub(super) fn routes() -> Router<WebState> {
    add::routes()
        .merge(show::routes())
        .merge(hand_out::routes())
}
