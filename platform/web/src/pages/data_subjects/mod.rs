//! What persons may ask for: found by name and day of birth, restricted, erased.

mod ask;
mod overview;

#[cfg(test)]
pub(super) use ask::samples as ask_samples;
#[cfg(test)]
pub(super) use overview::samples;

use axum::Router;
use kernel::{access::Permission, errors::Failure};
use serde::Deserialize;

use super::forms::UserError;
use crate::{
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");

/// The pages about what persons may ask for.
pub(super) fn routes() -> Router<WebState> {
    Router::new().merge(overview::routes()).merge(ask::routes())
}

/// What a mutation answers of which only the problems matter.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    user_errors: Vec<UserError>,
}

/// A page that asks the schema nothing when it is first shown.
fn authorize(request: &TenantRequest, permission: Permission) -> Result<(), Problem> {
    match request.context.authorize(permission) {
        Ok(_) => Ok(()),
        Err(Failure::Unauthenticated) => Err(Problem::Unauthenticated),
        Err(_) => Err(Problem::Forbidden),
    }
}
