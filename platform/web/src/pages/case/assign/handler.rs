//! Shows who may take the case over, and hands it over.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    posts::{CarrierPosts, posts_by_carrier, units_to_choose},
};
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Head, LoadedCase, Step, Structure, load, load_structure, see_case,
            sent_version,
        },
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with, see},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["post", "unit", "reason"];

/// The module whose posts take cases: case management.
const CASE_MANAGEMENT: u8 = 2;

#[derive(Template)]
#[template(path = "case/assign/page.html")]
pub(in crate::pages) struct AssignPage {
    frame: Frame,
    form: Form,
    head: Head,
    place: String,
    /// The county's word.
    unit_word: String,
    /// Units to choose from; empty unless several serve the place.
    units: Vec<Entry>,
    carriers: Vec<CarrierPosts>,
    /// The first day of the new post, as people write it.
    today: String,
}

impl AssignPage {
    fn new(
        frame: Frame,
        today: String,
        loaded: LoadedCase,
        structure: &Structure,
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        let units = units_to_choose(structure, &case.municipality.key);
        Self {
            head: Head::of_case(&frame, Step::Assign, &case, &county, &mut change),
            carriers: posts_by_carrier(&structure.posts, !units.is_empty()),
            unit_word: county.word("unit").to_owned(),
            place: case.municipality.label,
            form: change.form,
            frame,
            units,
            today,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/assign", get(show).post(assign))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::Assign).await?;
    let structure = load_structure(request, &loaded.case, Some(CASE_MANAGEMENT)).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = format_day(request.context.clock().today(), request.context.locale());
    let shown = AssignPage::new(Frame::of(request), today, loaded, &structure, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignAnswer {
    case_assign: Assigned,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assigned {
    /// None as well if the case has left what the reader may see.
    case: Option<AssignedCase>,
    user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
struct AssignedCase {
    id: String,
}

async fn assign(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "post": submission.value("post"),
        "unit": submission.optional("unit"),
        "reason": submission.value("reason"),
    });
    let variables = json!({ "input": input });
    let assigned = run::<AssignAnswer>(request, DOCUMENT, "AssignCase", variables)
        .await?
        .case_assign;
    if !assigned.user_errors.is_empty() {
        let problems = assigned.user_errors;
        return render(request, &id, |loaded| {
            loaded.refused(&submission, FIELDS, problems)
        })
        .await;
    }
    match assigned.case {
        Some(case) => see_case(request, &case.id),
        None => see(&request.path("cases")),
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AssignPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let today = "15.07.2026".to_owned();
            AssignPage::new(frame, today, loaded, &Structure::sample(), change)
        })
        .collect()
}
