//! The language of an answer: chosen in the address, remembered in a cookie, else the browser's.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap,
        header::{ACCEPT_LANGUAGE, SET_COOKIE},
    },
    middleware::Next,
    response::Response,
};
use kernel::locale::Locale;

use super::{
    address::Address,
    cookies::{LANGUAGE_COOKIE, find_cookie, language_cookie},
};
use crate::state::WebState;

/// Decides the language once and leaves it in the request's extensions.
pub(crate) async fn choose_locale(
    State(state): State<WebState>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = Address::of(request.uri());
    let chosen: Option<Locale> = address.parameter("lang").and_then(|tag| tag.parse().ok());
    let locale = chosen.unwrap_or_else(|| known_locale(request.headers()));
    request.extensions_mut().insert(locale);
    let mut response = next.run(request).await;
    if chosen.is_some() {
        let cookie = language_cookie(locale, state.settings.secure_cookies);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn known_locale(headers: &HeaderMap) -> Locale {
    let remembered = find_cookie(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok());
    let accepted = || {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
    };
    remembered
        .unwrap_or_else(|| accepted().map_or_else(Locale::default, Locale::from_accept_language))
}
