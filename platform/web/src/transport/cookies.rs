//! The two cookies: who is signed in, and in which language.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use kernel::{accounts::SESSION_AGE_MAX, keys::TenantKey, locale::Locale};

/// The session of one tenant. Its path is the tenant's, so a browser shows it to no other.
pub(crate) const SESSION_COOKIE: &str = "kreislotse_session";
/// The language chosen with `?lang=`.
pub(crate) const LANGUAGE_COOKIE: &str = "kreislotse_lang";
const LANGUAGE_SECONDS: u32 = 365 * 24 * 3600;

/// The value of a cookie.
pub(crate) fn find_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Sets the session.
pub(crate) fn session_cookie(tenant: &TenantKey, token: &str, secure: bool) -> HeaderValue {
    let age = SESSION_AGE_MAX.num_seconds();
    cookie(
        &format!("{SESSION_COOKIE}={token}; Path=/k/{tenant}/; Max-Age={age}; HttpOnly"),
        secure,
    )
}

/// Ends the session in the browser.
pub(crate) fn ended_session_cookie(tenant: &TenantKey, secure: bool) -> HeaderValue {
    cookie(
        &format!("{SESSION_COOKIE}=; Path=/k/{tenant}/; Max-Age=0; HttpOnly"),
        secure,
    )
}

/// Remembers the language.
pub(crate) fn language_cookie(locale: Locale, secure: bool) -> HeaderValue {
    let tag = locale.tag();
    cookie(
        &format!("{LANGUAGE_COOKIE}={tag}; Path=/; Max-Age={LANGUAGE_SECONDS}; HttpOnly"),
        secure,
    )
}

fn cookie(text: &str, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{text}; SameSite=Lax{secure}"))
        .expect("tokens, keys and tags are visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_belongs_to_its_tenants_path() {
        let tenant: TenantKey = "coesfeld".parse().expect("a key");
        assert_eq!(
            session_cookie(&tenant, "abc", true),
            "kreislotse_session=abc; Path=/k/coesfeld/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(
            !session_cookie(&tenant, "abc", false)
                .to_str()
                .expect("text")
                .contains("Secure")
        );
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; kreislotse_lang=en"));
        headers.append(COOKIE, HeaderValue::from_static("kreislotse_session=x=y"));
        assert_eq!(find_cookie(&headers, LANGUAGE_COOKIE), Some("en"));
        assert_eq!(find_cookie(&headers, SESSION_COOKIE), Some("x=y"));
        assert_eq!(find_cookie(&headers, "b"), None);
    }
}
