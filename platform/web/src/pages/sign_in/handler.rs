//! Opens and closes sessions.

use askama::Template;
use axum::{
    Router,
    http::header::SET_COOKIE,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kernel::{accounts::PresentedCredential, actor::Actor};
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{
        cookies::{ended_session_cookie, session_cookie},
        form::Submission,
        problem::Problem,
        tenant::TenantRequest,
    },
};

const FIELDS: &[&str] = &["login", "password"];

#[derive(Template)]
#[template(path = "sign_in/page.html")]
pub(in crate::pages) struct SignInPage {
    frame: Frame,
    form: Form,
    ended: bool,
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/sign-in", get(show).post(submit))
        .route("/k/{tenant}/sign-out", post(sign_out))
}

async fn show(request: TenantRequest) -> PageResult {
    let next = own_address(
        &request,
        request.address.parameter("next").unwrap_or_default(),
    );
    if matches!(request.context.actor(), Actor::Account(_)) {
        return see(&next);
    }
    let login = request
        .address
        .parameter("login")
        .unwrap_or_default()
        .to_owned();
    let form = Form::new(&request, FIELDS)
        .with("next", next)
        .with("login", login);
    // A session cookie that no longer opens anything: the session has ended meanwhile.
    let ended = request.address.parameter("ended").is_some()
        || matches!(request.credential, PresentedCredential::Session(_));
    page(&SignInPage {
        frame: Frame::of(&request),
        form,
        ended,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInAnswer {
    session_open: SessionOpened,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SessionOpened {
    session: Option<SessionToken>,
    user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
struct SessionToken {
    token: String,
}

async fn submit(submission: Submission) -> Result<Response, Problem> {
    let request = &submission.request;
    let variables = json!({ "login": submission.value("login"), "password": submission.exact_value("password") });
    let opened = run::<SignInAnswer>(request, DOCUMENT, "SignIn", variables)
        .await?
        .session_open;
    let Some(session) = opened.session else {
        let form = Form::refused(&submission, FIELDS, opened.user_errors).without("password");
        return invalid_page(&SignInPage {
            frame: Frame::of(request),
            form,
            ended: false,
        });
    };
    let secure = request.state.settings.secure_cookies;
    let cookie = session_cookie(request.context.tenant(), &session.token, secure);
    let next = own_address(request, submission.value("next"));
    Ok(([(SET_COOKIE, cookie)], see(&next)?).into_response())
}

async fn sign_out(submission: Submission) -> Result<Response, Problem> {
    let request = &submission.request;
    if matches!(request.context.actor(), Actor::Account(_)) {
        run::<serde_json::Value>(request, DOCUMENT, "SignOut", json!({})).await?;
    }
    let cookie = ended_session_cookie(
        request.context.tenant(),
        request.state.settings.secure_cookies,
    );
    Ok(([(SET_COOKIE, cookie)], see(&request.path("sign-in"))?).into_response())
}

/// Only addresses of this tenant are led to after signing in; anything else is its start page.
fn own_address(request: &TenantRequest, next: &str) -> String {
    let start = request.path("");
    if is_own(&start, next) {
        next.to_owned()
    } else {
        start
    }
}

fn is_own(start: &str, next: &str) -> bool {
    let plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    // `..` could lead out of the tenant's path, a second slash to another host.
    next.starts_with(start) && plain && !next.contains("..") && !next.contains("//")
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<SignInPage> {
    let frame = || Frame::sample_signed_out(locale);
    vec![
        SignInPage {
            frame: frame(),
            form: Form::sample(FIELDS),
            ended: true,
        },
        SignInPage {
            frame: frame(),
            form: Form::sample_with_problems(FIELDS),
            ended: false,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_outside_the_county() {
        for (own, next) in [
            (true, "/k/a/cases?unit=nord"),
            (true, "/k/a/"),
            (false, ""),
            (false, "/k/ab/"),
            (false, "https://evil.example/k/a/"),
            (false, "//evil.example"),
            (false, "/k/a/../b/"),
            (false, "/k/a//evil"),
            (false, "/k/a/\\evil"),
            (false, "/k/a/\r\nx"),
        ] {
            assert_eq!(is_own("/k/a/", next), own, "{next}");
        }
    }
}
