//! Asks what was signed, and records the consent.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Offered, load_offered},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change},
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

const FIELDS: &[&str] = &[
    "purpose",
    "recipient",
    "textVersion",
    "language",
    "interpreterPresent",
    "signedOn",
    "endsOn",
];

#[derive(Template)]
#[template(path = "case/support/record_consent.html")]
pub(in crate::pages) struct RecordConsentPage {
    frame: Frame,
    form: Form,
    head: Head,
    purposes: Vec<Entry>,
    languages: Vec<Entry>,
    /// The attributes of the field of the signature: the range that is taken.
    range: String,
}

impl RecordConsentPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, offered): (LoadedCase, Offered),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::RecordConsent, &case, &county, &mut change),
            purposes: offered.lists.support.consent_purposes,
            languages: offered.lists.languages,
            range: format!("max=\"{today}\""),
            form: change.form,
            frame,
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/consents/new",
        get(show).post(record),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase, &Offered) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::RecordConsent).await?;
    let offered = load_offered(request, id).await?;
    let change = form(&loaded, &offered);
    let status = change.status;
    let frame = Frame::of(request);
    let shown = RecordConsentPage::new(frame, &request.today(), (loaded, offered), change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("signedOn", request.today());
    render(&request, &id, |loaded, offered| {
        let form = form.with("language", &offered.case.language.key);
        let form = if loaded.case.interpreter_needed {
            form.with("interpreterPresent", "yes")
        } else {
            form
        };
        loaded.first(&request, form)
    })
    .await
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "purpose": submission.optional("purpose"),
        "recipient": submission.value("recipient"),
        "textVersion": submission.value("textVersion"),
        "language": submission.value("language"),
        "interpreterPresent": submission.is_checked("interpreterPresent"),
        "signedOn": submission.optional("signedOn"),
        "endsOn": submission.optional("endsOn"),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let problems = send_change(request, DOCUMENT, "RecordConsent", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    render(request, &id, |loaded, _| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RecordConsentPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let today = "2026-07-15";
            RecordConsentPage::new(frame, today, (loaded, Offered::sample()), change)
        })
        .collect()
}
