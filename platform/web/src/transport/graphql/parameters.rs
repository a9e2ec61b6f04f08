//! The parameters of a request: `query`, `operationName`, `variables`, `extensions`.

use async_graphql::{
    Request, Variables,
    http::{MultipartOptions, receive_body},
};
use axum::http::{HeaderMap, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use crate::transport::{
    form::percent_decoded_is_utf8,
    limits::{UPLOAD_BYTES_MAX, UPLOAD_FILES_MAX},
};

/// Why a request is none, in the words of the specification; answered with 400 or 415.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadRequest {
    /// The body's format is not `application/json`, or its encoding is not UTF-8.
    MediaType,
    /// The message that says what is wrong.
    Malformed(&'static str),
}

use BadRequest::Malformed;

/// Reads the body of a POST.
pub(crate) fn from_body(headers: &HeaderMap, body: &[u8]) -> Result<Request, BadRequest> {
    check_content_type(headers)?;
    let text =
        std::str::from_utf8(body).map_err(|_| Malformed("The body is not encoded in UTF-8."))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(parameters)) => from_parameters(parameters),
        Ok(Value::Array(_)) => Err(Malformed(
            "Batches are not taken: send one operation per request.",
        )),
        Ok(_) => Err(Malformed(
            "The body must be a JSON object with the entry `query`.",
        )),
        Err(_) => Err(Malformed("The body is not JSON.")),
    }
}

fn check_content_type(headers: &HeaderMap) -> Result<(), BadRequest> {
    let value = content_type(headers).to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let is_json = parts.next() == Some("application/json");
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    let is_utf8 = charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8");
    if is_json && is_utf8 {
        Ok(())
    } else {
        Err(BadRequest::MediaType)
    }
}

/// Whether a body comes in parts.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    content_type(headers).starts_with("multipart/form-data")
}

fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Reads a POST that brings files.
pub(crate) async fn from_multipart(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Request, BadRequest> {
    let options = MultipartOptions::default()
        .max_file_size(UPLOAD_BYTES_MAX)
        .max_num_files(UPLOAD_FILES_MAX);
    let read = receive_body(Some(content_type(headers)), body, options).await;
    read.map_err(|_| {
        Malformed("The body must be multipart/form-data with `operations`, `map` and the files.")
    })
}

/// Reads the query of a GET.
pub(crate) fn from_query(query: &str) -> Result<Request, BadRequest> {
    if !percent_decoded_is_utf8(query.as_bytes()) {
        return Err(Malformed("The address is not encoded in UTF-8."));
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
        .map_err(|_| Malformed("The query of the address cannot be read."))?;
    let mut parameters = Map::new();
    for (name, value) in pairs {
        let value = match name.as_str() {
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|_| Malformed("`variables` and `extensions` must be JSON objects."))?,
            _ => Value::String(value),
        };
        parameters.entry(name).or_insert(value);
    }
    from_parameters(parameters)
}

fn from_parameters(mut parameters: Map<String, Value>) -> Result<Request, BadRequest> {
    let query = match parameters.remove("query") {
        Some(Value::String(query)) => query,
        Some(_) => return Err(Malformed("`query` must be a string.")),
        None => return Err(Malformed("`query` is missing.")),
    };
    let mut request = Request::new(query);
    match parameters.remove("operationName") {
        Some(Value::String(name)) if !name.is_empty() => request = request.operation_name(name),
        None | Some(Value::Null | Value::String(_)) => {}
        Some(_) => return Err(Malformed("`operationName` must be a string.")),
    }
    match parameters.remove("variables") {
        Some(variables @ Value::Object(_)) => {
            request = request.variables(Variables::from_json(variables))
        }
        None | Some(Value::Null) => {}
        Some(_) => return Err(Malformed("`variables` must be an object.")),
    }
    // Extensions are checked and not used: none is defined here.
    match parameters.remove("extensions") {
        None | Some(Value::Null | Value::Object(_)) => Ok(request),
        Some(_) => Err(Malformed("`extensions` must be an object.")),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn json() -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))])
    }

    #[test]
    fn a_request_is_taken_with_everything_that_may_be_left_out() {
        for body in [
            r#"{"query":"{a}"}"#,
            r#"{"query":"{a}","variables":null,"operationName":null,"extensions":null}"#,
            r#"{"query":"{a}","variables":{"b":1},"operationName":"A","extensions":{"x":1},"more":1}"#,
        ] {
            assert!(from_body(&json(), body.as_bytes()).is_ok(), "{body}");
        }
        let request =
            from_query("query=%7Ba%7D&variables=%7B%22b%22%3A1%7D&operationName=A").expect("taken");
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        assert_eq!(
            serde_json::to_value(&request.variables).expect("JSON"),
            serde_json::json!({"b": 1})
        );
    }

    #[test]
    fn whatever_is_no_request_is_refused() {
        for body in [
            "",
            "{",
            "1",
            "[]",
            r#"{"qeury":"{a}"}"#,
            r#"{"query":1}"#,
            r#"{"query":"{a}","variables":[]}"#,
            r#"{"query":"{a}","variables":"x"}"#,
            r#"{"query":"{a}","operationName":{}}"#,
            r#"{"query":"{a}","extensions":0}"#,
        ] {
            assert!(
                matches!(from_body(&json(), body.as_bytes()), Err(Malformed(_))),
                "{body}"
            );
        }
        assert!(matches!(
            from_body(&json(), b"{\"query\":\"\xff\"}"),
            Err(Malformed(_))
        ));
        for query in [
            "",
            "query=%FF",
            "query=%7Ba%7D&variables=x",
            "query=%7Ba%7D&variables=1",
        ] {
            assert!(matches!(from_query(query), Err(Malformed(_))), "{query}");
        }
    }

    #[test]
    fn only_json_in_utf8_is_taken() {
        for (content_type, taken) in [
            ("application/json", true),
            ("application/json; charset=UTF-8", true),
            ("Application/JSON;charset=\"utf-8\"", true),
            ("application/json; charset=latin1", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
        ] {
            let headers =
                HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
            assert_eq!(
                from_body(&headers, br#"{"query":"{a}"}"#).is_ok(),
                taken,
                "{content_type}"
            );
        }
        assert_eq!(
            from_body(&HeaderMap::new(), b"{}").err(),
            Some(BadRequest::MediaType)
        );
    }
}
