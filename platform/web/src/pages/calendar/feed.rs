//! What a calendar program gets that shows the secret of an address.

use axum::{
    Router,
    extract::Path,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::IntoResponse,
    routing::get,
};
use kernel::accounts::resolve_calendar_reader;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    icalendar::{Entry, calendar_text},
};
use crate::{
    pages::{documents::run, render::PageResult},
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

/// How the names of calendar files end.
const ENDING: &str = ".ics";

#[derive(Deserialize)]
struct CalendarAnswer {
    calendar: Vec<Entry>,
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/calendar/{file}", get(show))
}

/// The secret says who asks; whatever else the request shows does not count. A secret that opens
/// nothing here is answered like one that never was, and so is the owner's who may no longer have a
/// calendar.
async fn show(request: TenantRequest, Path((_, file)): Path<(String, String)>) -> PageResult {
    let secret = file.strip_suffix(ENDING).unwrap_or_default();
    let (context, policy) = (&request.context, &request.state.policy);
    let actor = resolve_calendar_reader(context, policy, secret).await?;
    actor.account().map_err(|_| Problem::NotFound)?;
    let reader = TenantRequest {
        context: request.context.clone().with_actor(actor),
        ..request
    };
    let answer = run::<CalendarAnswer>(&reader, DOCUMENT, "Calendar", json!({})).await;
    let calendar = match answer {
        Ok(answer) => answer.calendar,
        Err(Problem::Forbidden) => return Err(Problem::NotFound),
        Err(problem) => return Err(problem),
    };
    let tenant = reader.context.tenant().as_str();
    let text = calendar_text(reader.words(), tenant, &calendar);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "inline; filename=\"kreislotse.ics\""),
    ];
    Ok((headers, text).into_response())
}
