//! The page of every problem, made in one place.

use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use kernel::locale::Locale;

use super::{frame::Frame, render::page_with};
use crate::{
    transport::{
        address::{Address, encode},
        graphql::problem_response,
        problem::Problem,
        tenant::TenantRequest,
    },
    words::Words,
};

#[derive(Template)]
#[template(path = "problem.html")]
pub(super) struct ProblemPage {
    pub frame: Frame,
    pub problem: Problem,
}

impl ProblemPage {
    fn text(&self, part: &str) -> String {
        let key = format!("problem-{}-{part}", self.problem.name());
        match &self.problem {
            Problem::LimitExceeded(limit) => self.frame.text_with(&key, limit),
            Problem::Internal(event_id) => self.frame.text_with(&key, event_id),
            _ => self.frame.text(&key),
        }
    }

    /// What exactly is wrong, where the schema said so.
    fn details(&self) -> &[String] {
        match &self.problem {
            Problem::Invalid(details) => details,
            _ => &[],
        }
    }
}

/// Makes a body for whatever left the inner layers as a [`Problem`].
pub(crate) async fn answer_problems(request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let entered = response.extensions_mut().remove::<TenantRequest>();
    let mut answer = asked.answer(problem, entered.as_ref());
    for (name, value) in response.headers() {
        // Such as `Allow`; the empty body's own headers do not fit the new one.
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            answer.headers_mut().append(name, value.clone());
        }
    }
    if let Some(entered) = entered {
        answer.extensions_mut().insert(entered);
    }
    answer
}

/// What is known of a request before anything went wrong.
struct Asked {
    locale: Locale,
    address: Address,
    is_read: bool,
    wants_json: bool,
}

impl Asked {
    fn of(request: &Request) -> Self {
        Self {
            locale: request
                .extensions()
                .get::<Locale>()
                .copied()
                .unwrap_or_default(),
            address: Address::of(request.uri()),
            is_read: matches!(*request.method(), Method::GET | Method::HEAD),
            wants_json: wants_json(request.headers()),
        }
    }

    fn answer(self, problem: Problem, entered: Option<&TenantRequest>) -> Response {
        let of_schema =
            entered.is_some_and(|entered| self.address.path() == entered.path("graphql"));
        let mut response = if self.wants_json || of_schema {
            problem_response(&problem, Words(self.locale))
        } else if let (Problem::Unauthenticated, Some(entered)) = (&problem, entered) {
            return self.to_sign_in(entered);
        } else {
            self.problem_page(&problem, entered)
        };
        if let Some(seconds) = problem.retry_after_seconds() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// To the sign-in page, and from there back to what was asked for, unless that was a change.
    fn to_sign_in(&self, entered: &TenantRequest) -> Response {
        let sign_in = entered.path("sign-in");
        let address = if self.is_read {
            format!(
                "{sign_in}?next={}",
                encode(&self.address.with(&[("lang", "")]))
            )
        } else {
            format!("{sign_in}?ended=1")
        };
        Redirect::to(&address).into_response()
    }

    fn problem_page(self, problem: &Problem, entered: Option<&TenantRequest>) -> Response {
        let frame = match entered {
            Some(entered) => Frame::of(entered).without_address(),
            None => Frame::plain(self.locale, Address::default(), false),
        };
        let page = ProblemPage {
            frame,
            problem: problem.clone(),
        };
        page_with(problem.status(), &page)
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// Programs name JSON; browsers name HTML.
fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accept.contains("json") && !accept.contains("text/html")
}
