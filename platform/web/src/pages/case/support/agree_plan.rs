//! Records that the person agreed to the draft.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Offered, Plan, load_offered},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change, sent_version},
        forms::Form,
        frame::Frame,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["agreedOn", "agreedHow"];

#[derive(Template)]
#[template(path = "case/support/agree_plan.html")]
pub(in crate::pages) struct AgreePlanPage {
    frame: Frame,
    form: Form,
    head: Head,
    draft: Plan,
    range: String,
}

impl AgreePlanPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, draft): (LoadedCase, Plan),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::AgreePlan, &case, &county, &mut change),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            form: change.form.with("version", draft.version),
            draft,
            frame,
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/plan/agree", get(show).post(agree))
}

/// The draft; without one there is nothing to agree to.
fn draft_of(offered: Offered) -> Result<Plan, Problem> {
    let mut plans = offered.case.plans.into_iter().flatten();
    plans.find(Plan::is_draft).ok_or(Problem::NotFound)
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::AgreePlan).await?;
    let draft = draft_of(load_offered(request, id).await?)?;
    let change = form(&loaded);
    let status = change.status;
    let frame = Frame::of(request);
    let shown = AgreePlanPage::new(frame, &request.today(), (loaded, draft), change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("agreedOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn agree(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "planId": submission.value("planId"),
        "version": sent_version(&submission),
        "agreedOn": submission.optional("agreedOn"),
        "agreedHow": submission.value("agreedHow"),
    });
    let problems = send_change(request, DOCUMENT, "AgreePlan", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AgreePlanPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let Ok(draft) = draft_of(Offered::sample()) else {
                panic!("the sample has a draft")
            };
            AgreePlanPage::new(frame, "2026-07-15", (loaded, draft), change)
        })
        .collect()
}
