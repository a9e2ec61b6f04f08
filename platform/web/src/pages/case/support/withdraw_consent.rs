//! Shows what a withdrawal stops, and records it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Consent, Offered, load_offered},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change},
        forms::Form,
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["withdrawnOn", "note"];

#[derive(Template)]
#[template(path = "case/support/withdraw_consent.html")]
pub(in crate::pages) struct WithdrawConsentPage {
    frame: Frame,
    form: Form,
    head: Head,
    consent: Consent,
    signed: String,
    /// Services whose referrals end with the withdrawal.
    stops: Vec<String>,
    range: String,
}

impl WithdrawConsentPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, resting): (LoadedCase, Resting),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        let Resting { consent, stops } = resting;
        Self {
            head: Head::of_case(&frame, Step::WithdrawConsent, &case, &county, &mut change),
            signed: format_day(consent.signed_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", consent.signed_on),
            form: change.form,
            consent,
            stops,
            frame,
        }
    }
}

/// A consent, and what rests on it.
struct Resting {
    consent: Consent,
    stops: Vec<String>,
}

/// The consent of this case, if it was not withdrawn yet; one of another case is not there.
fn resting_of(offered: Offered, id: &str) -> Result<Resting, Problem> {
    let mut consents = offered.case.consents.into_iter().flatten();
    let consent = consents
        .find(|consent| consent.id == id && !consent.is_withdrawn())
        .ok_or(Problem::NotFound)?;
    let referrals = offered.case.referrals.into_iter().flatten();
    let stops = referrals
        .filter(|referral| referral.pending && referral.consent_id.as_deref() == Some(id))
        .map(|referral| referral.provider);
    Ok(Resting {
        consent,
        stops: stops.collect(),
    })
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/consents/{consent}/withdraw",
        get(show).post(withdraw),
    )
}

async fn render(
    request: &TenantRequest,
    (id, consent): (&str, &str),
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::WithdrawConsent).await?;
    let resting = resting_of(load_offered(request, id).await?, consent)?;
    let change = form(&loaded);
    let status = change.status;
    let frame = Frame::of(request);
    let shown = WithdrawConsentPage::new(frame, &request.today(), (loaded, resting), change);
    page_with(status, &shown)
}

async fn show(
    request: TenantRequest,
    Path((_, id, consent)): Path<(String, String, String)>,
) -> PageResult {
    let form = Form::new(&request, FIELDS).with("withdrawnOn", request.today());
    render(&request, (&id, &consent), |loaded| {
        loaded.first(&request, form)
    })
    .await
}

async fn withdraw(
    Path((_, id, consent)): Path<(String, String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "consentId": consent,
        "withdrawnOn": submission.optional("withdrawnOn"),
        "note": submission.value("note"),
    });
    let problems = send_change(request, DOCUMENT, "WithdrawConsent", input).await?;
    // Who withdraws what was withdrawn a moment ago has what was wanted.
    if problems.iter().all(|problem| problem.code == "UNCHANGED") {
        return see_support(request, &id);
    }
    render(request, (&id, &consent), |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<WithdrawConsentPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let Ok(resting) = resting_of(Offered::sample(), "Q29uc2VudDox") else {
                panic!("the sample has the consent")
            };
            assert_eq!(resting.stops, ["Jobcenter"]);
            WithdrawConsentPage::new(frame, "2026-07-15", (loaded, resting), change)
        })
        .collect()
}
