//! Writing the next version of a case's plan.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use tenants::{CountyContext, model::keys::LifeAreaKey};

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    model::{
        CaseId, GoalDraft, Plan, PlanDraft, PlanGoalId, PlanId, PlanState, PlanStepId, StepDoer,
        StepDraft,
        limits::{
            GOAL_STEPS_MAX, LINE_LENGTH_MAX, NOTE_LENGTH_MAX, PLAN_GOALS_MAX, PLAN_VERSIONS_MAX,
            PROVIDER_LENGTH_MAX,
        },
    },
    read_plans::load_plan,
    tables::{cases, plan_goals, plan_steps, plans},
};

/// Writes the draft of a case's plan: the whole of it, in place of the draft before. Where the case
/// has no draft, a new version begins. Needs [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`; `Conflict` on `version` if somebody else wrote the draft meanwhile, or
/// began or agreed one; `QuotaReached` on `caseId` after too many versions; `Required` or
/// `OutOfRange` on `goals`; `InThePast` on `reviewOn`; in each goal and step what is wrong with it.
pub async fn save_plan(
    context: &CountyContext,
    case_id: CaseId,
    draft: PlanDraft,
) -> Result<Plan, Failure> {
    let scope = context.authorize(Permission::SupportRecord)?;
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, case_id).await?;
    let latest = latest_plan(&transaction, case_id).await?;
    check_draft(context, &case, latest.as_ref(), &draft)?;
    let id = match latest {
        Some(before) if before.state == PlanState::Draft => {
            replace_draft(context, &transaction, before, &draft).await?
        }
        latest => {
            let number = latest.map_or(1, |plan| plan.number + 1);
            insert_draft(context, &transaction, (case_id, number), &draft).await?
        }
    };
    insert_goals(&transaction, id, &draft.goals).await?;
    let plan = load_plan(&transaction, id).await?;
    finish_change(
        context,
        transaction,
        Permission::SupportRecord,
        (case.id, case.person_id),
    )
    .await?;
    Ok(plan)
}

/// The case's latest version.
pub(crate) async fn latest_plan(
    transaction: &TenantTransaction,
    case: CaseId,
) -> Result<Option<plans::Model>, Failure> {
    let query = plans::Entity::find()
        .filter(plans::Column::CaseId.eq(case))
        .order_by_desc(plans::Column::Number);
    Ok(query.one(transaction).await?)
}

async fn replace_draft(
    context: &CountyContext,
    transaction: &TenantTransaction,
    before: plans::Model,
    draft: &PlanDraft,
) -> Result<PlanId, Failure> {
    remove_goals(transaction, before.id).await?;
    let row = plans::ActiveModel {
        id: Set(before.id),
        note: Set(draft.note.trim().to_owned()),
        review_on: Set(draft.review_on),
        version: Set(before.version + 1),
        recorded_by: Set(context.account_id()?),
        recorded_at: Set(context.clock().now()),
        ..Default::default()
    };
    plans::Entity::update(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(before.id)
}

/// Takes goals and steps of a version away.
pub(crate) async fn remove_goals(
    transaction: &TenantTransaction,
    plan: PlanId,
) -> Result<(), Failure> {
    let goals: Vec<PlanGoalId> = plan_goals::Entity::find()
        .filter(plan_goals::Column::PlanId.eq(plan))
        .all(transaction)
        .await?
        .into_iter()
        .map(|goal| goal.id)
        .collect();
    plan_steps::Entity::delete_many()
        .filter(plan_steps::Column::GoalId.is_in(goals))
        .exec(transaction)
        .await?;
    plan_goals::Entity::delete_many()
        .filter(plan_goals::Column::PlanId.eq(plan))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn insert_draft(
    context: &CountyContext,
    transaction: &TenantTransaction,
    (case_id, number): (CaseId, i32),
    draft: &PlanDraft,
) -> Result<PlanId, Failure> {
    let row = plans::Model {
        id: PlanId::generate(),
        case_id,
        number,
        state: PlanState::Draft,
        note: draft.note.trim().to_owned(),
        review_on: draft.review_on,
        agreed_on: None,
        agreed_how: String::new(),
        version: 1,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
    };
    let id = row.id;
    plans::Entity::insert(row.into_active_model())
        .exec_without_returning(transaction)
        .await?;
    Ok(id)
}

/// Adds goals and steps that have no problems.
async fn insert_goals(
    transaction: &TenantTransaction,
    plan_id: PlanId,
    drafts: &[GoalDraft],
) -> Result<(), Failure> {
    let mut goals = Vec::new();
    let mut steps = Vec::new();
    for (position, draft) in (0..).zip(drafts) {
        let goal = goal_row(plan_id, position, draft);
        steps.extend(
            (0..)
                .zip(&draft.steps)
                .map(|(position, step)| step_row(goal.id, position, step)),
        );
        goals.push(goal);
    }
    let goals = goals.into_iter().map(IntoActiveModel::into_active_model);
    plan_goals::Entity::insert_many(goals)
        .exec_without_returning(transaction)
        .await?;
    if !steps.is_empty() {
        let steps = steps.into_iter().map(IntoActiveModel::into_active_model);
        plan_steps::Entity::insert_many(steps)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

fn goal_row(plan_id: PlanId, position: i32, draft: &GoalDraft) -> plan_goals::Model {
    plan_goals::Model {
        id: PlanGoalId::generate(),
        plan_id,
        position,
        life_area: draft.life_area.parse().expect("a key without problems"),
        text: draft.text.trim().to_owned(),
        sign: draft.sign.trim().to_owned(),
        due_on: draft.due_on,
        attainment: None,
        evaluated_on: None,
        evaluation: String::new(),
    }
}

fn step_row(goal_id: PlanGoalId, position: i32, draft: &StepDraft) -> plan_steps::Model {
    plan_steps::Model {
        id: PlanStepId::generate(),
        goal_id,
        position,
        text: draft.text.trim().to_owned(),
        who: draft.who.expect("a step without problems has somebody"),
        who_name: draft.who_name.trim().to_owned(),
        due_on: draft.due_on,
        done_on: draft.done_on,
    }
}

fn check_draft(
    context: &CountyContext,
    case: &cases::Model,
    latest: Option<&plans::Model>,
    draft: &PlanDraft,
) -> Result<(), Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    let of_draft = latest.filter(|plan| plan.state == PlanState::Draft);
    check.version(
        of_draft.map_or(0, |plan| plan.version),
        draft.expected_version,
    );
    let has_room = of_draft.is_some() || latest.is_none_or(|plan| plan.number < PLAN_VERSIONS_MAX);
    if !has_room {
        let full = Problem::new("caseId", ProblemCode::QuotaReached);
        check.note(full.with("max", PLAN_VERSIONS_MAX));
    }
    check.text("note", &draft.note, NOTE_LENGTH_MAX);
    future_day(
        &mut check,
        "reviewOn",
        draft.review_on,
        context.clock().today(),
    );
    count(&mut check, "goals", draft.goals.len(), PLAN_GOALS_MAX);
    check.require(!draft.goals.is_empty(), "goals", ProblemCode::Required);
    for (index, goal) in draft.goals.iter().enumerate().take(PLAN_GOALS_MAX) {
        check.note_entry(&format!("goals.{index}"), check_goal(context, goal));
    }
    check.finish()
}

fn check_goal(context: &CountyContext, goal: &GoalDraft) -> InputCheck {
    let mut check = InputCheck::default();
    let areas = context.county().life_areas();
    check.key("lifeArea", &goal.life_area, |key: &LifeAreaKey| {
        areas.iter().any(|known| known.key == *key)
    });
    check.required_text("text", &goal.text, LINE_LENGTH_MAX);
    check.text("sign", &goal.sign, LINE_LENGTH_MAX);
    count(&mut check, "steps", goal.steps.len(), GOAL_STEPS_MAX);
    for (index, step) in goal.steps.iter().enumerate().take(GOAL_STEPS_MAX) {
        check.note_entry(&format!("steps.{index}"), check_step(context, step));
    }
    check
}

fn check_step(context: &CountyContext, step: &StepDraft) -> InputCheck {
    let mut check = InputCheck::default();
    check.required_text("text", &step.text, LINE_LENGTH_MAX);
    check.require(step.who.is_some(), "who", ProblemCode::Required);
    let name = check.text("whoName", &step.who_name, PROVIDER_LENGTH_MAX);
    let is_named = !step.who.is_some_and(StepDoer::needs_name) || !name.is_empty();
    check.require(is_named, "whoName", ProblemCode::Required);
    let is_past = step
        .done_on
        .is_none_or(|day| day <= context.clock().today());
    check.require(is_past, "doneOn", ProblemCode::InTheFuture);
    check
}

fn count(check: &mut InputCheck, field: &'static str, found: usize, max: usize) {
    if found > max {
        check.note(
            Problem::new(field, ProblemCode::OutOfRange)
                .with("min", 0)
                .with("max", max),
        );
    }
}

fn future_day(
    check: &mut InputCheck,
    field: &'static str,
    day: Option<NaiveDate>,
    today: NaiveDate,
) {
    if day.is_some_and(|day| day < today) {
        check.note(Problem::new(field, ProblemCode::InThePast).with("earliest", today));
    }
}
