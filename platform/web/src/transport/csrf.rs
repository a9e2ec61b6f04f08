//! Whether a change was asked for by one of our own pages.
//!
//! Two independent checks: the browser says where a request comes from (`Sec-Fetch-Site`, `Origin`),
//! and the session's token comes back with it. Requests with a bearer token carry nothing that a
//! browser adds by itself and are exempt.

use axum::http::{
    HeaderMap,
    header::{HOST, ORIGIN},
};
use kernel::actor::{Actor, Credential};
use subtle::ConstantTimeEq;

use super::problem::Problem;

/// The hidden field of forms.
pub(crate) const CSRF_FIELD: &str = "csrf";
/// The header of scripts.
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";
const FETCH_SITE: &str = "sec-fetch-site";

/// Refuses a change that a foreign page could have caused. `token` is what came with the request.
pub(crate) fn check_change(
    actor: &Actor,
    headers: &HeaderMap,
    token: Option<&str>,
) -> Result<(), Problem> {
    let account = match actor {
        Actor::Anonymous => return check_origin(headers),
        Actor::Account(account) => account,
    };
    match &account.credential {
        Credential::ApiToken { .. } | Credential::Command => Ok(()),
        Credential::Session { csrf_token } => {
            check_origin(headers)?;
            let token = token.unwrap_or_default();
            let same: bool = csrf_token.as_bytes().ct_eq(token.as_bytes()).into();
            if same {
                Ok(())
            } else {
                Err(Problem::CrossSite)
            }
        }
    }
}

/// Refuses what the browser says comes from another site. A client that says nothing is no
/// browser of the last years; the token still guards it.
pub(crate) fn check_origin(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("unreadable"))
    };
    let site_ok = matches!(text(FETCH_SITE), None | Some("same-origin" | "none"));
    let origin_ok = match text(ORIGIN.as_str()) {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST.as_str())
        }
    };
    if site_ok && origin_ok {
        Ok(())
    } else {
        Err(Problem::CrossSite)
    }
}

/// Whether another site made the browser ask. Such an answer is not compressed: the size of a
/// compressed page can tell what it holds to whoever chooses part of it (BREACH).
pub(crate) fn is_cross_site(headers: &HeaderMap) -> bool {
    headers
        .get(FETCH_SITE)
        .is_some_and(|value| value == "cross-site" || value == "same-site")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |&(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn only_our_own_pages_may_ask_for_a_change() {
        for (allowed, pairs) in [
            (true, &[][..]),
            (
                true,
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "https://k.de"),
                    ("host", "k.de"),
                ],
            ),
            (true, &[("sec-fetch-site", "none")]),
            (
                true,
                &[
                    ("origin", "http://localhost:8080"),
                    ("host", "localhost:8080"),
                ],
            ),
            (false, &[("sec-fetch-site", "cross-site")]),
            (false, &[("sec-fetch-site", "same-site")]),
            (
                false,
                &[("origin", "https://evil.example"), ("host", "k.de")],
            ),
            (false, &[("origin", "null"), ("host", "k.de")]),
            (false, &[("origin", "https://k.de")]),
        ] {
            assert_eq!(check_origin(&headers(pairs)).is_ok(), allowed, "{pairs:?}");
        }
    }
}
