//! Two records of one person: found, compared, made one, and parted again.

mod choose;
mod compare;

#[cfg(test)]
pub(in crate::pages) use choose::samples as choose_samples;
#[cfg(test)]
pub(in crate::pages) use compare::samples as compare_samples;

use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use kernel::access::Permission;
use serde::Deserialize;

use super::answer::PersonChanged;
use crate::{
    pages::render::PageResult,
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// The document of these pages.
const DOCUMENT: &str = include_str!("document.graphql");

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route(
            "/k/{tenant}/persons/{id}/merge",
            get(show).post(compare::merge),
        )
        .route("/k/{tenant}/persons/{id}/merge/undo", post(choose::undo))
}

/// With whom, and then what of each.
async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    // The role is looked at first, so that a refusal does not tell whether the person is there.
    request.context.authorize(Permission::PersonMerge)?;
    let other = request.address.parameter("with").unwrap_or_default();
    if other.is_empty() {
        choose::show(&request, &id).await
    } else {
        compare::show(&request, &id, other).await
    }
}

#[derive(Deserialize)]
struct Changed {
    id: String,
}

/// What both mutations answer.
type MergeChanged = PersonChanged<Changed>;

/// The version that a form was made from.
fn version(submission: &Submission, field: &str) -> i32 {
    // What is no number is no version either: the present state is shown.
    submission.value(field).parse().unwrap_or(0)
}
