//! Lists calendar addresses, makes and takes them back.

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_instant,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["name"];

#[derive(Template)]
#[template(path = "calendar/page.html")]
pub(in crate::pages) struct CalendarPage {
    frame: Frame,
    form: Form,
    feeds: Vec<FeedRow>,
    /// The path of an address that has just been made; it is shown this once.
    made: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FeedRow {
    id: String,
    name: String,
    created_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl CalendarPage {
    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/calendar", get(show).post(create))
        .route("/k/{tenant}/calendar/revoke", post(revoke))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FeedsAnswer {
    calendar_feeds: Vec<FeedRow>,
}

async fn load(
    request: &TenantRequest,
    form: Form,
    made: Option<String>,
) -> Result<CalendarPage, Problem> {
    let answer = run::<FeedsAnswer>(request, DOCUMENT, "CalendarFeeds", json!({})).await?;
    Ok(CalendarPage {
        frame: Frame::of(request),
        form,
        feeds: answer.calendar_feeds,
        made,
    })
}

async fn show(request: TenantRequest) -> PageResult {
    page(&load(&request, Form::new(&request, FIELDS), None).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateAnswer {
    calendar_feed_create: Created,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    secret: Option<String>,
    user_errors: Vec<UserError>,
}

async fn create(submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "input": { "name": submission.value("name") } });
    let answer = run::<CreateAnswer>(request, DOCUMENT, "CreateCalendarFeed", variables).await?;
    let Created {
        secret,
        user_errors,
    } = answer.calendar_feed_create;
    match secret {
        // The secret cannot be asked for again, so this answer is no redirect.
        Some(secret) => {
            let made = request.path(&format!("calendar/{secret}.ics"));
            page(&load(request, Form::new(request, FIELDS), Some(made)).await?)
        }
        None => {
            let form = Form::refused(&submission, FIELDS, user_errors);
            invalid_page(&load(request, form, None).await?)
        }
    }
}

async fn revoke(submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "id": submission.value("id") });
    run::<serde_json::Value>(request, DOCUMENT, "RevokeCalendarFeed", variables).await?;
    see(&request.path("calendar"))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CalendarPage> {
    let now: DateTime<Utc> = "2026-07-15T10:00:00Z".parse().expect("an instant");
    let feed = |revoked_at| FeedRow {
        id: "Q2FsZW5kYXJGZWVk".to_owned(),
        name: "Telefon <b>".to_owned(),
        created_at: now,
        revoked_at,
    };
    let page = |form, feeds, made: Option<&str>| CalendarPage {
        frame: Frame::sample(locale),
        form,
        feeds,
        made: made.map(str::to_owned),
    };
    vec![
        page(Form::sample(FIELDS), vec![], None),
        page(
            Form::sample(FIELDS),
            vec![feed(None), feed(Some(now))],
            Some("/k/coesfeld/calendar/s.ics"),
        ),
        page(Form::sample_with_problems(FIELDS), vec![feed(None)], None),
    ]
}
