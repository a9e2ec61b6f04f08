//! Writes the draft of a plan.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Offered, Plan, load_offered},
    plan_fields::{GoalFields, PlanValues, Rearrange},
    show::see_support,
};
use crate::{
    pages::{
        case::change_form::{ChangeForm, Head, LoadedCase, Step, load, send_change, sent_version},
        forms::{Form, UserError},
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

/// Fields that every plan has; those of goals and steps are named `goals.0.text` and so on.
const FIELDS: &[&str] = &["reviewOn", "note"];

#[derive(Template)]
#[template(path = "case/support/write_plan.html")]
pub(in crate::pages) struct WritePlanPage {
    frame: Frame,
    form: Form,
    head: Head,
    goals: Vec<GoalFields>,
    life_areas: Vec<Entry>,
    step_doers: Vec<Entry>,
    /// The attributes of the field of the review: the range that is taken.
    range: String,
    /// The draft as somebody else wrote it meanwhile.
    other: Option<Plan>,
}

/// What somebody typed, or what the form begins with.
struct Written {
    values: PlanValues,
    form: Form,
    /// Whether it comes back with problems.
    problems: bool,
    /// Whether somebody else wrote the draft meanwhile.
    overtaken: bool,
}

impl WritePlanPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, offered): (LoadedCase, Offered),
        written: Written,
    ) -> (axum::http::StatusCode, Self) {
        let LoadedCase { case, county } = loaded;
        let draft = draft_of(&offered);
        let version = draft.as_ref().map_or(0, |plan| plan.version);
        let form =
            if written.overtaken || !written.problems && written.form.value("version").is_empty() {
                written.form.with("version", version)
            } else {
                written.form
            };
        let values = written.values.with_room();
        let goals = values.fields();
        let names = goals.iter().flat_map(GoalFields::names).collect();
        let form = values.filled(form).showing(names);
        let mut change = ChangeForm::with_status(form, written.problems, written.overtaken);
        let status = change.status;
        let page = Self {
            head: Head::of_case(&frame, Step::WritePlan, &case, &county, &mut change),
            form: change.form,
            goals,
            life_areas: offered.lists.life_areas,
            step_doers: offered.lists.support.step_doers,
            other: draft.filter(|_| written.overtaken),
            range: format!("min=\"{today}\""),
            frame,
        };
        (status, page)
    }

    /// The names of the texts of the version that somebody else wrote.
    fn others_goals(&self, other: &Plan) -> Vec<String> {
        let goal = |goal: &super::answer::Goal| format!("{}: {}", goal.life_area.label, goal.text);
        other.goals.iter().map(goal).collect()
    }
}

fn draft_of(offered: &Offered) -> Option<Plan> {
    let mut plans = offered.case.plans.iter().flatten();
    plans.find(|plan| plan.is_draft()).cloned()
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/cases/{id}/plan", get(show).post(save))
        .route("/k/{tenant}/cases/{id}/plan/discard", post(discard))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    written: impl FnOnce(&Offered) -> Written,
) -> PageResult {
    let loaded = load(request, id, Step::WritePlan).await?;
    let offered = load_offered(request, id).await?;
    let written = written(&offered);
    let frame = Frame::of(request);
    let today = request.today();
    let (status, shown) = WritePlanPage::new(frame, &today, (loaded, offered), written);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, &id, |offered| first(offered, form)).await
}

/// The draft, or what the agreed plan leaves to be done.
fn first(offered: &Offered, form: Form) -> Written {
    let plans = || offered.case.plans.iter().flatten();
    let begin = plans()
        .find(|plan| plan.is_draft())
        .or_else(|| plans().find(|plan| plan.is_agreed()));
    let form = match begin {
        Some(plan) if plan.is_draft() => {
            let review_on = plan.review_on.map(|day| day.to_string());
            form.with("reviewOn", review_on.unwrap_or_default())
                .with("note", &plan.note)
        }
        Some(plan) => form.with("note", &plan.note),
        None => form,
    };
    Written {
        values: begin.map(PlanValues::of).unwrap_or_default(),
        form,
        problems: false,
        overtaken: false,
    }
}

async fn save(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let values = PlanValues::sent(&submission.values);
    let typed = |problems: Vec<UserError>| Form::refused(&submission, FIELDS, problems);
    if let Some(how) = Rearrange::parse(submission.value("rearrange")) {
        let written = Written {
            values: values.with_room().rearranged(how),
            form: typed(Vec::new()),
            problems: false,
            overtaken: false,
        };
        return render(request, &id, |_| written).await;
    }
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "note": submission.value("note"),
        "reviewOn": submission.optional("reviewOn"),
        "goals": values.input(),
    });
    let problems = send_change(request, DOCUMENT, "SavePlan", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    let overtaken = problems.iter().any(|problem| problem.code == "CONFLICT");
    let said_above =
        |problem: &UserError| ["CONFLICT", "CASE_CLOSED"].contains(&problem.code.as_str());
    let at_fields = problems.into_iter().filter(|problem| !said_above(problem));
    let written = Written {
        form: typed(at_fields.map(at_first_goal).collect()),
        values,
        problems: true,
        overtaken,
    };
    render(request, &id, |_| written).await
}

/// That a plan needs a goal is said at the first goal's field.
fn at_first_goal(problem: UserError) -> UserError {
    if problem.field != "goals" {
        return problem;
    }
    UserError {
        field: "goals.0.text".to_owned(),
        ..problem
    }
}

async fn discard(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "planId": submission.value("planId"),
        "version": sent_version(&submission),
    });
    let problems = send_change(request, DOCUMENT, "DiscardPlan", input).await?;
    if problems.is_empty() {
        return see_support(request, &id);
    }
    let messages = problems.into_iter().map(|problem| problem.message);
    Err(Problem::Invalid(messages.collect()))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<WritePlanPage> {
    let sample = |problems, overtaken| {
        let (frame, loaded, _) = LoadedCase::sample_forms(locale, FIELDS).remove(0);
        let offered = Offered::sample();
        let form = if problems {
            Form::sample_with_problems(&["goals.0.text"])
        } else {
            Form::sample(FIELDS)
        };
        let written = Written {
            problems,
            overtaken,
            ..first(&offered, form)
        };
        WritePlanPage::new(frame, "2026-07-15", (loaded, offered), written).1
    };
    vec![
        sample(false, false),
        sample(true, false),
        sample(true, true),
    ]
}
