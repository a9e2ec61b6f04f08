//! One span per request, and an answer whatever happens inside.

use std::any::Any;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use tokio::time::timeout;
use tracing::{Instrument, Span, field::Empty, info_span};
use uuid::Uuid;

use super::{
    csrf::is_cross_site,
    limits::{ADDRESS_BYTES_MAX, REQUEST_TIME_MAX},
    problem::Problem,
    tenant::TenantRequest,
};
use crate::state::WebState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const SQL_STATEMENTS: HeaderName = HeaderName::from_static("x-sql-statements");

/// Opens the span of a request. It carries the route and never the address: that may name people.
pub(crate) async fn trace(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    // The schema's own operation is known once its document is read; said twice, it would stand in
    // the trace twice.
    let of_a_page = (!route.ends_with("/graphql")).then_some(route);
    let span = info_span!(
        "request",
        method = %request.method(),
        route,
        operation = of_a_page,
        tenant = Empty,
        statements = Empty,
        status = Empty,
        request_id = Empty,
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    finish(&span, &state, &mut response);
    response
}

fn finish(span: &Span, state: &WebState, response: &mut Response) {
    let entered = response.extensions_mut().remove::<TenantRequest>();
    let request_id = entered
        .as_ref()
        .map_or_else(Uuid::now_v7, |entered| entered.context.request_id());
    // Collectors know no unsigned numbers: they would arrive as text.
    span.record("status", i64::from(response.status().as_u16()));
    span.record("request_id", request_id.to_string());
    let id = HeaderValue::from_str(&request_id.to_string()).expect("a UUID is visible ASCII");
    response.headers_mut().insert(REQUEST_ID, id);
    if let Some(entered) = entered.filter(|_| state.settings.expose_statement_count) {
        let count = entered.context.database().statements().total();
        response
            .headers_mut()
            .insert(SQL_STATEMENTS, HeaderValue::from(count));
    }
}

/// Bounds the time of an answer and turns a panic into an answer with an event id.
pub(crate) async fn contain(mut request: Request, next: Next) -> Response {
    if request
        .uri()
        .path_and_query()
        .is_some_and(|address| address.as_str().len() > ADDRESS_BYTES_MAX)
    {
        return Problem::TooLarge.into_response();
    }
    if is_cross_site(request.headers()) {
        request
            .headers_mut()
            .remove(axum::http::header::ACCEPT_ENCODING);
    }
    let run = std::panic::AssertUnwindSafe(next.run(request)).catch_unwind();
    match timeout(REQUEST_TIME_MAX, run).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => Problem::internal_because(panic_text(&*panic)).into_response(),
        Err(_) => {
            tracing::warn!("a request took longer than is allowed");
            Problem::Unavailable.into_response()
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text")
}
