//! Which step is shown, and opening the case.

use axum::{Router, routing::get};
use kernel::access::Permission;

use super::{choose_person, intake};
use crate::{
    pages::render::PageResult,
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/new", get(show).post(open))
}

async fn show(request: TenantRequest) -> PageResult {
    request.context.authorize(Permission::CaseOpen)?;
    match request.address.parameter("person") {
        Some(person) if !person.is_empty() => intake::show(&request, person).await,
        _ => choose_person::show(&request).await,
    }
}

async fn open(submission: Submission) -> PageResult {
    submission.request.context.authorize(Permission::CaseOpen)?;
    intake::submit(&submission).await
}
