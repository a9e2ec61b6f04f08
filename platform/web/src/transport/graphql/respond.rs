//! An answer in its format, with its status.

use async_graphql::{Response as GraphqlResponse, Value};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use graphql_schema::errors::ErrorCode;
use serde_json::json;

use super::media::Media;
use crate::{transport::problem::Problem, words::Words};

/// What a GraphQL response says of the server rather than of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutageCode {
    /// The tenant's database is away.
    Unavailable,
    /// Reading works, writing does not.
    StorageFull,
    /// Our fault.
    Internal,
}

impl OutageCode {
    /// The outage behind a code.
    pub fn of(code: ErrorCode) -> Option<Self> {
        match code {
            ErrorCode::TenantUnavailable => Some(OutageCode::Unavailable),
            ErrorCode::StorageFull => Some(OutageCode::StorageFull),
            ErrorCode::Internal => Some(OutageCode::Internal),
            _ => None,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            OutageCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            OutageCode::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
            OutageCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The HTTP response for what the schema answered.
pub(crate) fn graphql_response(answer: GraphqlResponse, media: Media) -> Response {
    let status = status(&answer, media);
    let data = (!is_request_error(&answer)).then(|| answer.data.into_json());
    let mut body = serde_json::Map::new();
    if !answer.errors.is_empty() {
        body.insert("errors".to_owned(), json!(answer.errors));
    }
    if let Some(data) = data {
        body.insert("data".to_owned(), data.unwrap_or_default());
    }
    if !answer.extensions.is_empty() {
        body.insert("extensions".to_owned(), json!(answer.extensions));
    }
    json_response(status, media, &serde_json::Value::Object(body))
}

/// A document refused before anything was resolved has no `data`. An error of a field says which
/// one by its path; one of the request has none.
fn is_request_error(answer: &GraphqlResponse) -> bool {
    answer.data == Value::Null
        && !answer.errors.is_empty()
        && answer.errors.iter().all(|error| error.path.is_empty())
}

fn status(answer: &GraphqlResponse, media: Media) -> StatusCode {
    let codes: Vec<ErrorCode> = answer.errors.iter().filter_map(ErrorCode::of).collect();
    if !has_data(&answer.data)
        && let Some(outage) = codes.iter().find_map(|code| OutageCode::of(*code))
    {
        return outage.status();
    }
    if media == Media::Json || has_data(&answer.data) {
        return StatusCode::OK;
    }
    match codes.first() {
        Some(ErrorCode::Unauthenticated) => StatusCode::UNAUTHORIZED,
        Some(ErrorCode::Forbidden) => StatusCode::FORBIDDEN,
        _ if is_request_error(answer) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}

/// Whether anything at all came out: a field of the root that is not null.
fn has_data(data: &Value) -> bool {
    match data {
        Value::Null => false,
        Value::Object(fields) => {
            fields.is_empty() || fields.values().any(|value| *value != Value::Null)
        }
        _ => true,
    }
}

/// The answer to a request that reached no schema.
pub(crate) fn refusal(status: StatusCode, media: Media, code: &str, message: &str) -> Response {
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    json_response(status, media, &body)
}

/// A problem of the transport, for clients that read JSON.
pub(crate) fn problem_response(problem: &Problem, words: Words) -> Response {
    let text = words.text(&format!("problem-{}-text", problem.name()));
    let next = words.text(&format!("problem-{}-next", problem.name()));
    let mut extensions = json!({ "code": problem.code() });
    if let Problem::Internal(event_id) = problem {
        extensions["event"] = json!(event_id);
    }
    if let Some(seconds) = problem.retry_after_seconds() {
        extensions["retryAfterSeconds"] = json!(seconds);
    }
    let body =
        json!({ "errors": [{ "message": format!("{text} {next}"), "extensions": extensions }] });
    json_response(problem.status(), Media::Json, &body)
}

fn json_response(status: StatusCode, media: Media, body: &serde_json::Value) -> Response {
    let content_type = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media.content_type()),
    )];
    let mut response = (status, content_type, body.to_string()).into_response();
    let headers = response.headers_mut();
    match status {
        StatusCode::SERVICE_UNAVAILABLE => {
            let stated = body
                .pointer("/errors/0/extensions/retryAfterSeconds")
                .and_then(|value| value.as_u64());
            let seconds = stated.unwrap_or(tenants::registry::RETRY_AFTER_SECONDS.into());
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        StatusCode::UNAUTHORIZED => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        _ => {}
    }
    response
}

#[cfg(test)]
mod tests {
    use async_graphql::{ErrorExtensionValues, PathSegment, ServerError};

    use super::*;

    fn error(code: &str, path: &[&str]) -> ServerError {
        let mut error = ServerError::new("message", None);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code);
        error.extensions = Some(extensions);
        error.path = path
            .iter()
            .map(|field| PathSegment::Field((*field).to_owned()))
            .collect();
        error
    }

    #[test]
    fn the_status_tells_what_became_of_the_request() {
        let object = || Value::from_json(json!({ "a": 1 })).expect("a value");
        let nulls = || Value::from_json(json!({ "a": null })).expect("a value");
        for (data, code, path, strict, lenient) in [
            (Value::Null, "GRAPHQL_VALIDATION_FAILED", &[][..], 400, 200),
            (Value::Null, "LIMIT_EXCEEDED", &[], 400, 200),
            (Value::Null, "UNAUTHENTICATED", &[], 401, 200),
            (Value::Null, "FORBIDDEN", &["a"], 403, 200),
            (Value::Null, "NOT_FOUND", &["a"], 200, 200),
            (Value::Null, "TENANT_UNAVAILABLE", &["a"], 503, 503),
            (nulls(), "TENANT_UNAVAILABLE", &["a"], 503, 503),
            (nulls(), "STORAGE_FULL", &["a"], 507, 507),
            (Value::Null, "INTERNAL", &["a"], 500, 500),
            (object(), "INTERNAL", &["b"], 200, 200),
        ] {
            let mut answer = GraphqlResponse::new(data);
            answer.errors = vec![error(code, path)];
            assert_eq!(
                status(&answer, Media::GraphqlResponse).as_u16(),
                strict,
                "{code}"
            );
            assert_eq!(status(&answer, Media::Json).as_u16(), lenient, "{code}");
        }
    }

    #[test]
    fn an_outage_says_when_to_come_back() {
        let mut answer = GraphqlResponse::new(Value::Null);
        let mut unavailable = error("TENANT_UNAVAILABLE", &["a"]);
        unavailable
            .extensions
            .as_mut()
            .expect("set above")
            .set("retryAfterSeconds", 60);
        answer.errors = vec![unavailable];
        let response = graphql_response(answer, Media::Json);
        assert_eq!(response.headers()[header::RETRY_AFTER], "60");
    }
}
