//! One operation per HTTP request.

use async_graphql::{Request, parser::types::OperationType};
use axum::{
    body::Body,
    extract::{RawQuery, State, ws::WebSocketUpgrade},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use graphql_schema::execute_county;
use kernel::access::Permission;

use super::{
    media::Media,
    operation::{Operation, find_operation},
    parameters::{BadRequest, from_body, from_multipart, from_query, is_multipart},
    respond::{graphql_response, problem_response, refusal},
    socket::open_socket,
};
use crate::{
    state::WebState,
    transport::{
        csrf::{CSRF_HEADER, check_change},
        form::read_body,
        limits::{DOCUMENT_UPLOAD_BYTES_MAX, GRAPHQL_BYTES_MAX, UPLOAD_BYTES_MAX},
        problem::Problem,
        tenant::TenantRequest,
    },
};

/// How an operation came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Get,
    Post,
}

/// `GET`: a query in the address, or the upgrade to a WebSocket.
pub(crate) async fn graphql_get(
    State(state): State<WebState>,
    request: TenantRequest,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    let words = request.words();
    if let Ok(upgrade) = upgrade {
        let opened = open_socket(&state, request, &headers, upgrade);
        return opened.unwrap_or_else(|problem| problem_response(&problem, words));
    }
    let Some(media) = Media::negotiate(&headers) else {
        return not_acceptable();
    };
    match from_query(&query.unwrap_or_default()) {
        Ok(operation) => run(request, &headers, operation, media, Method::Get).await,
        Err(bad) => bad_request(&bad, media),
    }
}

/// `POST`: any operation, as JSON, or with files as the GraphQL multipart request specification says.
pub(crate) async fn graphql_post(
    request: TenantRequest,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(media) = Media::negotiate(&headers) else {
        return not_acceptable();
    };
    let bytes_max = bytes_max(&request, &headers);
    let is_upload = bytes_max > GRAPHQL_BYTES_MAX;
    let body = match read_body(body, bytes_max).await {
        Ok(body) => body,
        Err(problem) => return problem_response(&problem, request.words()),
    };
    let operation = if is_upload {
        from_multipart(&headers, &body).await
    } else {
        from_body(&headers, &body)
    };
    match operation {
        Ok(operation) => run(request, &headers, operation, media, Method::Post).await,
        Err(bad) => bad_request(&bad, media),
    }
}

/// Only who may upload rules or add documents may send so much; everybody else's large body is not
/// even read.
fn bytes_max(request: &TenantRequest, headers: &HeaderMap) -> usize {
    let may = |permission| is_multipart(headers) && request.context.actor().may(permission);
    if may(Permission::RulePrepare) {
        UPLOAD_BYTES_MAX
    } else if may(Permission::DocumentRecord) {
        DOCUMENT_UPLOAD_BYTES_MAX
    } else {
        GRAPHQL_BYTES_MAX
    }
}

async fn run(
    request: TenantRequest,
    headers: &HeaderMap,
    mut asked: Request,
    media: Media,
    method: Method,
) -> Response {
    if let Some(operation) = find_operation(&mut asked) {
        if let Some(refused) = check(&request, headers, &operation, media, method) {
            return refused;
        }
        let span = tracing::Span::current();
        span.record(
            "operation",
            operation.name.as_deref().unwrap_or("anonymous"),
        );
    }
    graphql_response(
        execute_county(&request.state.schema, request.caller(), asked).await,
        media,
    )
}

/// What the transport refuses: changes by GET or by a foreign page, subscriptions over HTTP, and
/// variables that do not fit.
fn check(
    request: &TenantRequest,
    headers: &HeaderMap,
    operation: &Operation,
    media: Media,
    method: Method,
) -> Option<Response> {
    match (operation.kind, method) {
        (OperationType::Mutation, Method::Get) => {
            let refused = refusal(
                StatusCode::METHOD_NOT_ALLOWED,
                media,
                "BAD_REQUEST",
                "A mutation is sent with POST, not with GET.",
            );
            return Some(([(header::ALLOW, "POST")], refused).into_response());
        }
        (OperationType::Subscription, _) => {
            let message =
                "A subscription needs a WebSocket with the subprotocol graphql-transport-ws.";
            return Some(refusal(
                StatusCode::BAD_REQUEST,
                media,
                "BAD_REQUEST",
                message,
            ));
        }
        (OperationType::Mutation, Method::Post) => {
            let token = headers
                .get(CSRF_HEADER)
                .and_then(|value| value.to_str().ok());
            if let Err(problem) = check_change(request.context.actor(), headers, token) {
                return Some(problem_response(&problem, request.words()));
            }
        }
        (OperationType::Query, _) => {}
    }
    operation.unfit_variable.as_ref().map(|name| {
        let status = if media == Media::Json {
            StatusCode::OK
        } else {
            StatusCode::BAD_REQUEST
        };
        let message = format!("The value of the variable ${name} does not fit its type.");
        refusal(status, media, "BAD_USER_INPUT", &message)
    })
}

fn bad_request(bad: &BadRequest, media: Media) -> Response {
    match bad {
        BadRequest::Malformed(message) => {
            refusal(StatusCode::BAD_REQUEST, media, "BAD_REQUEST", message)
        }
        BadRequest::MediaType => {
            let message = "The body must be sent as application/json, encoded in UTF-8.";
            refusal(
                Problem::UnsupportedMediaType.status(),
                media,
                "BAD_REQUEST",
                message,
            )
        }
    }
}

fn not_acceptable() -> Response {
    let message = "Answers are application/graphql-response+json or application/json.";
    refusal(
        StatusCode::NOT_ACCEPTABLE,
        Media::Json,
        "BAD_REQUEST",
        message,
    )
}
