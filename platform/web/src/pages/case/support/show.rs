//! Shows assessed needs, the plan and consents of a case; steps are ticked off here.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use chrono::NaiveDate;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Assessment, Consent, Plan, SupportAnswer, SupportedCase},
    needs_chart::needs_chart,
};
use crate::{
    pages::{
        case::change_form::send_change,
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

/// An area of life with its latest assessment and those before it.
pub(super) struct AssessedArea {
    pub label: String,
    pub latest: Assessment,
    pub earlier: Vec<Assessment>,
    /// An SVG picture of the change; none for fewer than two days.
    pub chart: Option<String>,
    /// What the picture shows, in a sentence.
    pub change: String,
}

#[derive(Template)]
#[template(path = "case/support/page.html")]
pub(in crate::pages) struct SupportPage {
    frame: Frame,
    form: Form,
    case: SupportedCase,
    areas: Vec<AssessedArea>,
    agreed: Option<Plan>,
    draft: Option<Plan>,
    replaced: Vec<Plan>,
    consents: Vec<Consent>,
    today: NaiveDate,
}

impl SupportPage {
    fn build(frame: Frame, form: Form, mut case: SupportedCase, today: NaiveDate) -> Option<Self> {
        let assessments = case.assessments.take()?;
        let consents = case.consents.take()?;
        let mut plans = case.plans.take()?;
        let draft = take_first(&mut plans, Plan::is_draft);
        let agreed = take_first(&mut plans, Plan::is_agreed);
        Some(Self {
            areas: assessed_areas(&frame, &assessments),
            agreed,
            draft,
            replaced: plans,
            consents,
            today,
            case,
            form,
            frame,
        })
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    /// The address of a page about this case.
    fn address(&self, step: &str) -> String {
        let id = encode(&self.case.id);
        self.frame.link(&format!("cases/{id}/{step}"))
    }

    fn heading(&self) -> String {
        let values = [
            ("client", self.case.client.display_name.clone()),
            ("number", self.case.number.clone()),
        ];
        self.frame.words.text_with_all("support-title", &values)
    }

    fn is_open(&self) -> bool {
        self.case.state.key == "open"
    }

    fn progress(&self, plan: &Plan) -> String {
        let values = [
            ("done", plan.steps_done.to_string()),
            ("total", plan.steps_total.to_string()),
        ];
        self.frame.words.text_with_all("plan-progress", &values)
    }

    fn agreement(&self, plan: &Plan, day: &NaiveDate) -> String {
        let values = [("day", self.day(day)), ("how", plan.agreed_how.clone())];
        self.frame.words.text_with_all("plan-agreed-on", &values)
    }

    fn review_is_due(&self, plan: &Plan) -> bool {
        plan.review_on.is_some_and(|day| day <= self.today)
    }
}

fn take_first(plans: &mut Vec<Plan>, is_it: impl Fn(&Plan) -> bool) -> Option<Plan> {
    let place = plans.iter().position(is_it)?;
    Some(plans.remove(place))
}

/// Areas in the order in which they were assessed last.
fn assessed_areas(frame: &Frame, assessments: &[Assessment]) -> Vec<AssessedArea> {
    let mut keys: Vec<&str> = Vec::new();
    for one in assessments {
        if !keys.contains(&one.life_area.key.as_str()) {
            keys.push(&one.life_area.key);
        }
    }
    let area = |key: &str| {
        let of_area = |one: &&Assessment| one.life_area.key == key;
        let found: Vec<&Assessment> = assessments.iter().filter(of_area).collect();
        let (latest, first) = (found[0], found[found.len() - 1]);
        let values = [
            ("from", first.need.label.clone()),
            ("to", latest.need.label.clone()),
            ("since", format_day(first.assessed_on, frame.words.0)),
        ];
        AssessedArea {
            label: latest.life_area.label.clone(),
            latest: latest.clone(),
            earlier: found.iter().skip(1).copied().cloned().collect(),
            chart: needs_chart(&found),
            change: frame.words.text_with_all("needs-change", &values),
        }
    };
    keys.into_iter().map(area).collect()
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/cases/{id}/support", get(show))
        .route("/k/{tenant}/cases/{id}/support/steps", post(complete_step))
}

/// The address of the page.
pub(super) fn see_support(request: &TenantRequest, id: &str) -> PageResult {
    see(&request.path(&format!("cases/{}/support", encode(id))))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    request
        .context
        .authorize(kernel::access::Permission::SupportRead)?;
    let answer: SupportAnswer = run(&request, DOCUMENT, "Support", json!({ "id": id })).await?;
    let case = answer.case.ok_or(Problem::NotFound)?;
    let today = request.context.clock().today();
    let form = Form::new(&request, &[]);
    let shown = SupportPage::build(Frame::of(&request), form, case, today);
    page(&shown.ok_or(Problem::Forbidden)?)
}

async fn complete_step(
    Path((_, id)): Path<(String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    // A step is done today unless it is taken back; another day is set through the schema.
    let done_on = submission.is_checked("done").then(|| request.today());
    let input = json!({ "stepId": submission.value("stepId"), "doneOn": done_on });
    let problems = send_change(request, DOCUMENT, "CompleteStep", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    let messages = problems.into_iter().map(|problem| problem.message);
    Err(Problem::Invalid(messages.collect()))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<SupportPage> {
    let today = "2026-07-15".parse().expect("a date");
    let sample = |text: &str| {
        let answer: SupportAnswer = serde_json::from_str(text).expect("a sample answer");
        let case = answer.case.expect("a case");
        SupportPage::build(Frame::sample(locale), Form::sample(&[]), case, today)
            .expect("a readable case")
    };
    vec![
        sample(include_str!("samples/support.json")),
        sample(include_str!("samples/nothing_yet.json")),
    ]
}
