//! Asks how areas of life stand, and records it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    DOCUMENT,
    answer::{Assessment, Offered, load_offered},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change},
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form that every county has; those of the areas are named `areas.0.need` and so on.
const FIELDS: &[&str] = &["assessedOn"];

/// The fields of one area of life.
pub(super) struct AreaFields {
    label: String,
    /// The names of the fields.
    need: String,
    urgency: String,
    resource: String,
    own_view: String,
    /// What was found last time; empty if nothing.
    before: String,
}

#[derive(Template)]
#[template(path = "case/support/assess.html")]
pub(in crate::pages) struct AssessPage {
    frame: Frame,
    form: Form,
    head: Head,
    areas: Vec<AreaFields>,
    need_levels: Vec<Entry>,
    urgencies: Vec<Entry>,
    opened: String,
    range: String,
}

impl AssessPage {
    fn new(
        frame: Frame,
        today: NaiveDate,
        (loaded, offered): (LoadedCase, Offered),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        let head = Head::of_case(&frame, Step::Assess, &case, &county, &mut change);
        let assessments = offered.case.assessments.unwrap_or_default();
        let areas = offered.lists.life_areas.into_iter().enumerate();
        let areas: Vec<AreaFields> = areas
            .map(|(index, area)| area_fields(&frame, index, area, &assessments))
            .collect();
        let names = areas.iter().flat_map(AreaFields::names).collect();
        Self {
            head,
            opened: format_day(case.opened_on, frame.words.0),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            form: change.form.showing(names),
            areas,
            need_levels: offered.lists.support.need_levels,
            urgencies: offered.lists.support.urgencies,
            frame,
        }
    }
}

impl AreaFields {
    fn names(&self) -> [String; 4] {
        [&self.need, &self.urgency, &self.resource, &self.own_view].map(Clone::clone)
    }
}

fn area_fields(frame: &Frame, index: usize, area: Entry, assessments: &[Assessment]) -> AreaFields {
    let latest = assessments.iter().find(|one| one.life_area.key == area.key);
    let before = |one: &Assessment| {
        let values = [
            ("day", format_day(one.assessed_on, frame.words.0)),
            ("need", one.need.label.clone()),
        ];
        frame.words.text_with_all("assess-before", &values)
    };
    AreaFields {
        label: area.label,
        need: format!("areas.{index}.need"),
        urgency: format!("areas.{index}.urgency"),
        resource: format!("areas.{index}.resource"),
        own_view: format!("areas.{index}.ownView"),
        before: latest.map(before).unwrap_or_default(),
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/assessment", get(show).post(record))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::Assess).await?;
    let offered = load_offered(request, id).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = AssessPage::new(Frame::of(request), today, (loaded, offered), change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("assessedOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let areas = request.context.county().life_areas().iter().enumerate();
    let areas: Vec<Value> = areas
        .map(|(index, area)| {
            let value = |name: &str| {
                submission
                    .value(&format!("areas.{index}.{name}"))
                    .to_owned()
            };
            json!({
                "lifeArea": area.key.as_str(),
                "need": value("need"),
                "urgency": value("urgency"),
                "resource": value("resource"),
                "ownView": value("ownView"),
            })
        })
        .collect();
    let input = json!({
        "caseId": id,
        "assessedOn": submission.optional("assessedOn"),
        "areas": areas,
    });
    let problems = send_change(request, DOCUMENT, "RecordAssessment", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AssessPage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            AssessPage::new(frame, today, (loaded, Offered::sample()), change)
        })
        .collect()
}
