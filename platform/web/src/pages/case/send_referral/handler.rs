//! Asks where to and on what basis, and records the referral.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::{
            answer::Labelled,
            change_form::{ChangeForm, Head, LoadedCase, Step, load, see_case, send_change},
        },
        documents::run,
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
const FIELDS: &[&str] = &[
    "legalField",
    "provider",
    "basis",
    "consentId",
    "basisNote",
    "disclosed",
    "sentOn",
];
/// A ticked part of what is passed on comes as `disclosed-name`.
const DISCLOSED: &str = "disclosed-";

#[derive(Deserialize)]
struct BasisAnswer {
    case: Option<CaseWithConsents>,
    county: BasisCounty,
}

#[derive(Deserialize)]
struct CaseWithConsents {
    /// None if the reader may not read those of this case.
    consents: Option<Vec<Consent>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consent {
    id: String,
    purpose: Labelled,
    recipient: String,
    signed_on: NaiveDate,
    covers_passing_on: bool,
}

#[derive(Deserialize)]
struct BasisCounty {
    lists: BasisLists,
}

#[derive(Deserialize)]
struct BasisLists {
    support: SupportLists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SupportLists {
    disclosed_fields: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "case/send_referral/page.html")]
pub(in crate::pages) struct SendReferralPage {
    frame: Frame,
    form: Form,
    head: Head,
    legal_fields: Vec<Entry>,
    bases: Vec<Entry>,
    /// Consents under which data may be passed on today.
    consents: Vec<Entry>,
    disclosed_fields: Vec<Entry>,
    opened: String,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
}

impl SendReferralPage {
    fn new(
        frame: Frame,
        today: NaiveDate,
        (loaded, basis): (LoadedCase, BasisAnswer),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        let consent = |consent: Consent| {
            let signed = format_day(consent.signed_on, frame.words.0);
            let signed = frame.text_with("consent-signed-on", signed);
            Entry {
                label: format!(
                    "{}: {} ({signed})",
                    consent.purpose.label, consent.recipient
                ),
                key: consent.id,
            }
        };
        let consents = basis
            .case
            .and_then(|case| case.consents)
            .into_iter()
            .flatten();
        Self {
            head: Head::of_case(&frame, Step::SendReferral, &case, &county, &mut change),
            opened: format_day(case.opened_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            legal_fields: county.lists.legal_fields,
            bases: county.lists.referral_bases,
            consents: consents
                .filter(|consent| consent.covers_passing_on)
                .map(consent)
                .collect(),
            disclosed_fields: basis.county.lists.support.disclosed_fields,
            form: change.form,
            frame,
        }
    }

    fn is_disclosed(&self, key: &str) -> bool {
        self.form.is_checked(&format!("{DISCLOSED}{key}"))
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
    let basis: BasisAnswer = run(request, DOCUMENT, "ReferralBasis", json!({ "id": id })).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = SendReferralPage::new(Frame::of(request), today, (loaded, basis), change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("sentOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn send(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let ticked = Form::refused(&submission, FIELDS, Vec::new());
    let disclosed: Vec<&str> = ticked.checked_after(DISCLOSED).collect();
    let input = json!({
        "caseId": id,
        "legalField": submission.value("legalField"),
        "provider": submission.value("provider"),
        "basis": submission.optional("basis"),
        "basisNote": submission.value("basisNote"),
        "consentId": submission.optional("consentId"),
        "disclosed": disclosed,
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
        .map(|(frame, loaded, change)| {
            let basis = serde_json::from_str(include_str!("sample.json")).expect("a sample");
            SendReferralPage::new(frame, today, (loaded, basis), change)
        })
        .collect()
}
