//! Asks when, where and what, and makes the appointment.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{DOCUMENT, FIELDS, details};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, see_case, send_change},
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// The length that is offered.
const MINUTES_DEFAULT: u32 = 60;

#[derive(Template)]
#[template(path = "case/appointments/create.html")]
pub(in crate::pages) struct CreateAppointmentPage {
    frame: Frame,
    form: Form,
    head: Head,
    kinds: Vec<Entry>,
}

/// The county's lists, as these pages ask for them.
#[derive(Deserialize)]
pub(super) struct CountyWithKinds {
    lists: Kinds,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kinds {
    appointment_kinds: Vec<Entry>,
}

impl CountyWithKinds {
    /// What takes place at appointments.
    pub(super) fn kinds(self) -> Vec<Entry> {
        self.lists.appointment_kinds
    }
}

#[derive(Deserialize)]
struct KindsAnswer {
    county: CountyWithKinds,
}

impl CreateAppointmentPage {
    fn new(frame: Frame, loaded: LoadedCase, kinds: Vec<Entry>, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        let step = Step::PlanAppointment;
        Self {
            head: Head::of_case(&frame, step, &case, &county, &mut change),
            form: change.form,
            kinds,
            frame,
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/appointments/new",
        get(show).post(create),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::PlanAppointment).await?;
    let kinds = run::<KindsAnswer>(request, DOCUMENT, "Kinds", json!({})).await?;
    let change = form(&loaded);
    let status = change.status;
    let kinds = kinds.county.kinds();
    let shown = CreateAppointmentPage::new(Frame::of(request), loaded, kinds, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("minutes", MINUTES_DEFAULT);
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn create(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let mut input = details(&submission);
    input.insert("caseId".to_owned(), json!(id));
    let key = submission.optional(IDEMPOTENCY_FIELD);
    input.insert(IDEMPOTENCY_FIELD.to_owned(), json!(key));
    let input = Value::Object(input);
    let problems = send_change(request, DOCUMENT, "CreateAppointment", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(super) fn sample_kinds() -> Vec<Entry> {
    vec![Entry {
        key: "talk".to_owned(),
        label: "Gespräch".to_owned(),
    }]
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CreateAppointmentPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            CreateAppointmentPage::new(frame, loaded, sample_kinds(), change)
        })
        .collect()
}
