//! What an answer comes down to.

use kreislotse_tests::Answer;
use serde_json::Value;

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It was answered, or done.
    Succeeded,
    /// There is no such thing.
    Absent,
    /// The role does not allow it.
    Forbidden,
    /// Nobody is signed in.
    Unauthenticated,
    /// Anything else: the status, or codes of errors.
    Other(String),
}

impl Verdict {
    /// Of an answer, be it of the schema or a page.
    pub fn of(answer: &Answer) -> Self {
        let content_type = answer.headers.get("content-type").map(String::as_str);
        if content_type.is_some_and(|content_type| content_type.contains("json")) {
            Self::of_operation(&answer.json())
        } else {
            Self::of_page(answer)
        }
    }

    fn of_operation(body: &Value) -> Self {
        let error = body
            .pointer("/errors/0/extensions/code")
            .and_then(Value::as_str);
        match error {
            Some("UNAUTHENTICATED") => return Self::Unauthenticated,
            Some("FORBIDDEN") => return Self::Forbidden,
            Some("NOT_FOUND") => return Self::Absent,
            Some(other) => return Self::Other(other.to_owned()),
            None if body.get("errors").is_some() => return Self::Other(body.to_string()),
            None => {}
        }
        let data = body["data"]
            .as_object()
            .and_then(|data| data.values().next());
        let Some(field) = data.filter(|field| !field.is_null()) else {
            return Self::Absent;
        };
        let problems = field["userErrors"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        if problems.is_empty() {
            Self::Succeeded
        } else if problems.iter().all(|problem| problem["code"] == "UNKNOWN") {
            Self::Absent
        } else {
            Self::Other(field["userErrors"].to_string())
        }
    }

    fn of_page(answer: &Answer) -> Self {
        let location = answer
            .headers
            .get("location")
            .map(String::as_str)
            .unwrap_or_default();
        match answer.status {
            303 if location.contains("/sign-in") => Self::Unauthenticated,
            200 | 303 => Self::Succeeded,
            401 => Self::Unauthenticated,
            403 => Self::Forbidden,
            404 => Self::Absent,
            other => Self::Other(other.to_string()),
        }
    }
}
