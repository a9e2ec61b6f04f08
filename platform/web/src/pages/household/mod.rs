//! Households: made for a person, shown, joined, left.

mod add_member;
mod answer;
mod create;
mod end_membership;
mod show;

#[cfg(test)]
pub(super) use add_member::samples as add_member_samples;
#[cfg(test)]
pub(super) use create::samples as create_samples;
#[cfg(test)]
pub(super) use end_membership::samples as end_membership_samples;
#[cfg(test)]
pub(super) use show::samples;

use axum::Router;

use crate::state::WebState;

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");

/// The pages about households.
pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .merge(create::routes())
        .merge(show::routes())
        .merge(add_member::routes())
        .merge(end_membership::routes())
}
