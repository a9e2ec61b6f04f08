//! From a template with its values to an answer.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};

use crate::transport::problem::Problem;

/// What a handler of a page returns.
pub(crate) type PageResult = Result<Response, Problem>;

/// A page.
pub(crate) fn page(template: &impl Template) -> PageResult {
    page_with(StatusCode::OK, template)
}

/// A form that comes back because of its input.
pub(crate) fn invalid_page(template: &impl Template) -> PageResult {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page with another status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> PageResult {
    let html = template
        .render()
        .map_err(|error| Problem::internal(&error))?;
    Ok((status, Html(html)).into_response())
}

/// After a change: a page that can be reloaded without changing anything again.
pub(crate) fn see(address: &str) -> PageResult {
    Ok(Redirect::to(address).into_response())
}
