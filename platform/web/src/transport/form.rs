//! A form as it was sent: values by name, checked against the session's token.

use std::collections::BTreeMap;

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};
use http_body_util::LengthLimitError;

use super::{
    csrf::{CSRF_FIELD, check_change},
    limits::{FORM_BYTES_MAX, FORM_FIELDS_MAX},
    problem::Problem,
    tenant::TenantRequest,
};

/// A submitted form of somebody whose token fits, with the request that it came in.
pub(crate) struct Submission {
    /// The request.
    pub request: TenantRequest,
    /// The values as they were typed. A name that came twice has its last value.
    pub values: BTreeMap<String, String>,
}

impl Submission {
    /// A value without white space at its ends; a field that was not sent is empty.
    pub fn value(&self, name: &str) -> &str {
        self.exact_value(name).trim()
    }

    /// A value with every character that was typed: for passwords.
    pub fn exact_value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// A value, or nothing where the field was left empty: what optional inputs of the schema take.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.value(name)).filter(|value| !value.is_empty())
    }

    /// Whether a box was ticked.
    pub fn is_checked(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }
}

impl<S: Send + Sync> FromRequest<S> for Submission {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        use axum::extract::FromRequestParts;
        let (mut parts, body) = request.into_parts();
        let request = TenantRequest::from_request_parts(&mut parts, state).await?;
        let values = read_form(&parts.headers, body).await?;
        let token = values.get(CSRF_FIELD).map(String::as_str);
        check_change(request.context.actor(), &parts.headers, token)?;
        Ok(Self { request, values })
    }
}

async fn read_form(headers: &HeaderMap, body: Body) -> Result<BTreeMap<String, String>, Problem> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if content_type.split(';').next() != Some("application/x-www-form-urlencoded") {
        return Err(Problem::UnsupportedMediaType);
    }
    let bytes = read_body(body, FORM_BYTES_MAX).await?;
    parse_form(&bytes)
}

/// The whole body, if it is not larger than `bytes_max`.
pub(crate) async fn read_body(body: Body, bytes_max: usize) -> Result<bytes::Bytes, Problem> {
    to_bytes(body, bytes_max).await.map_err(|error| {
        let too_large =
            std::iter::successors(std::error::Error::source(&error), |cause| cause.source())
                .any(|cause| cause.is::<LengthLimitError>());
        if too_large {
            Problem::TooLarge
        } else {
            Problem::Malformed
        }
    })
}

/// Values that are not UTF-8 are refused rather than replaced: a name must not be kept garbled.
fn parse_form(bytes: &[u8]) -> Result<BTreeMap<String, String>, Problem> {
    if !percent_decoded_is_utf8(bytes) {
        return Err(Problem::Malformed);
    }
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(bytes).map_err(|_| Problem::Malformed)?;
    if pairs.len() > FORM_FIELDS_MAX {
        return Err(Problem::TooLarge);
    }
    // Browsers send line ends of text areas as CR LF; the platform keeps LF.
    let values: BTreeMap<_, _> = pairs
        .into_iter()
        .map(|(name, value)| (name, value.replace("\r\n", "\n")))
        .collect();
    // A null character is valid UTF-8 that PostgreSQL cannot store.
    if values.values().any(|value| value.contains('\0')) {
        Err(Problem::Malformed)
    } else {
        Ok(values)
    }
}

/// `serde_urlencoded` decodes lossily, so validity has to be looked at before.
pub(crate) fn percent_decoded_is_utf8(bytes: &[u8]) -> bool {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |digit: Option<&u8>| digit.and_then(|digit| char::from(*digit).to_digit(16));
        match (first, hex(tail.first()), hex(tail.get(1))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                decoded.push(first);
                rest = tail;
            }
        }
    }
    std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_meant() {
        let values = parse_form(b"name=+M%C3%BCller+&note=a%0D%0Ab&empty=").expect("well-formed");
        assert_eq!(values["name"], " Müller ");
        assert_eq!(values["note"], "a\nb");
        assert_eq!(values["empty"], "");
    }

    #[test]
    fn what_cannot_be_kept_unchanged_is_refused() {
        for body in [&b"name=%FF"[..], b"name=\xff", b"name=%C3", b"name=a%00b"] {
            assert_eq!(parse_form(body), Err(Problem::Malformed), "{body:?}");
        }
        let many = "a=1&".repeat(FORM_FIELDS_MAX + 1);
        assert_eq!(parse_form(many.as_bytes()), Err(Problem::TooLarge));
    }
}
