//! Asks where to and on what basis, and records the referral.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, see_case, send_change},
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["legalField", "provider", "basis", "basisNote", "sentOn"];

#[derive(Template)]
#[template(path = "case/send_referral/page.html")]
pub(in crate::pages) struct SendReferralPage {
    frame: Frame,
    form: Form,
    head: Head,
    legal_fields: Vec<Entry>,
    bases: Vec<Entry>,
    opened: String,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
}

impl SendReferralPage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedCase, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::SendReferral, &case, &county, &mut change),
            opened: format_day(case.opened_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            legal_fields: county.lists.legal_fields,
            bases: county.lists.referral_bases,
            form: change.form,
            frame,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/referrals/new", get(show).post(send))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::SendReferral).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = SendReferralPage::new(Frame::of(request), today, loaded, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("sentOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn send(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "legalField": submission.value("legalField"),
        "provider": submission.value("provider"),
        "basis": submission.optional("basis"),
        "basisNote": submission.value("basisNote"),
        "sentOn": submission.optional("sentOn"),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let problems = send_change(request, DOCUMENT, "SendReferral", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<SendReferralPage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| SendReferralPage::new(frame, today, loaded, change))
        .collect()
}
