//! Asks how far a goal was attained, and records it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Goal, Offered, load_offered},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change},
        forms::Form,
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["attainment", "evaluatedOn", "evaluation"];

#[derive(Template)]
#[template(path = "case/support/evaluate_goal.html")]
pub(in crate::pages) struct EvaluateGoalPage {
    frame: Frame,
    form: Form,
    head: Head,
    goal: Goal,
    attainments: Vec<Entry>,
    range: String,
}

impl EvaluateGoalPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, goal, attainments): (LoadedCase, Goal, Vec<Entry>),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::EvaluateGoal, &case, &county, &mut change),
            range: format!("max=\"{today}\""),
            form: change.form,
            goal,
            attainments,
            frame,
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/goals/{goal}",
        get(show).post(evaluate),
    )
}

/// The goal of the agreed plan of this case; a goal of another case is not there.
fn goal_of(offered: Offered, id: &str) -> Result<(Goal, Vec<Entry>), Problem> {
    let plans = offered.case.plans.into_iter().flatten();
    let mut goals = plans
        .filter(|plan| plan.is_agreed())
        .flat_map(|plan| plan.goals);
    let goal = goals.find(|goal| goal.id == id).ok_or(Problem::NotFound)?;
    Ok((goal, offered.lists.support.attainments))
}

async fn render(
    request: &TenantRequest,
    (id, goal): (&str, &str),
    form: impl FnOnce(&LoadedCase, &Goal) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::EvaluateGoal).await?;
    let (goal, attainments) = goal_of(load_offered(request, id).await?, goal)?;
    let change = form(&loaded, &goal);
    let status = change.status;
    let frame = Frame::of(request);
    let shown = EvaluateGoalPage::new(frame, &request.today(), (loaded, goal, attainments), change);
    page_with(status, &shown)
}

async fn show(
    request: TenantRequest,
    Path((_, id, goal)): Path<(String, String, String)>,
) -> PageResult {
    let form = Form::new(&request, FIELDS).with("evaluatedOn", request.today());
    render(&request, (&id, &goal), |loaded, goal| {
        let before = goal.attainment.as_ref().map_or("", |entry| &entry.key);
        let form = form
            .with("attainment", before)
            .with("evaluation", &goal.evaluation);
        loaded.first(&request, form)
    })
    .await
}

async fn evaluate(
    Path((_, id, goal)): Path<(String, String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "goalId": goal,
        "attainment": submission.optional("attainment"),
        "evaluatedOn": submission.optional("evaluatedOn"),
        "evaluation": submission.value("evaluation"),
    });
    let problems = send_change(request, DOCUMENT, "EvaluateGoal", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    render(request, (&id, &goal), |loaded, _| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<EvaluateGoalPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let Ok((goal, attainments)) = goal_of(Offered::sample(), "UGxhbkdvYWw6MQ") else {
                panic!("the sample has the goal")
            };
            EvaluateGoalPage::new(frame, "2026-07-15", (loaded, goal, attainments), change)
        })
        .collect()
}
