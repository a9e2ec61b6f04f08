//! What happens to a plan after it was written: agreeing, doing its steps, judging its goals, or
//! throwing a draft away.

use chrono::NaiveDate;
use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, SelectStatement},
};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change, lock_case},
    case_scope::cases_in,
    check_input::InputCheck,
    model::{
        GoalEvaluation, Plan, PlanAgreement, PlanGoalId, PlanId, PlanState, PlanStepId,
        limits::{LINE_LENGTH_MAX, NOTE_LENGTH_MAX},
    },
    read_plans::load_plan,
    save_plan::remove_goals,
    tables::{cases, plan_goals, plan_steps, plans},
};

/// Records that the person agreed to a draft: it holds from now on, in place of the version before.
/// Needs [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `WrongState` on `planId` unless it is a draft, `Conflict` on `version`
/// if it was changed after the person saw it, `InTheFuture` or `TooEarly` on `agreedOn`, `Required`
/// or `TooLong` on `agreedHow`.
pub async fn agree_plan(
    context: &CountyContext,
    id: PlanId,
    agreement: PlanAgreement,
) -> Result<Plan, Failure> {
    let (transaction, case, plan) = lock_plan(context, plans_where_id(id)).await?;
    let mut check = checked(&case, &plan, PlanState::Draft);
    check.version(plan.version, agreement.expected_version);
    check.past_date(
        "agreedOn",
        agreement.agreed_on,
        case.opened_on,
        context.clock().today(),
    );
    let how = check.required_text("agreedHow", &agreement.agreed_how, LINE_LENGTH_MAX);
    check.finish()?;
    plans::Entity::update_many()
        .col_expr(plans::Column::State, Expr::value(PlanState::Replaced))
        .filter(plans::Column::CaseId.eq(case.id))
        .filter(plans::Column::State.eq(PlanState::Agreed))
        .exec(&transaction)
        .await?;
    let row = plans::ActiveModel {
        state: Set(PlanState::Agreed),
        agreed_on: Set(Some(agreement.agreed_on)),
        agreed_how: Set(how),
        ..changed(context, &plan)?
    };
    finish(context, transaction, &case, row).await
}

/// Throws a draft away; the version that was agreed before goes on. Needs
/// [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `WrongState` on `planId` unless it is a draft, `Conflict` on `version`.
pub async fn discard_plan(
    context: &CountyContext,
    id: PlanId,
    expected_version: i32,
) -> Result<(), Failure> {
    let (transaction, case, plan) = lock_plan(context, plans_where_id(id)).await?;
    let mut check = checked(&case, &plan, PlanState::Draft);
    check.version(plan.version, expected_version);
    check.finish()?;
    remove_goals(&transaction, id).await?;
    plans::Entity::delete_by_id(id).exec(&transaction).await?;
    finish_change(
        context,
        transaction,
        Permission::SupportRecord,
        (case.id, case.person_id),
    )
    .await
}

/// Records that a step of the agreed plan was done on that day, or, without a day, that it was not.
/// Needs [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `WrongState` on `planId` unless the plan is the agreed one,
/// `InTheFuture` or `TooEarly` on `doneOn`.
pub async fn complete_step(
    context: &CountyContext,
    id: PlanStepId,
    done_on: Option<NaiveDate>,
) -> Result<Plan, Failure> {
    let goals = plan_steps::Entity::find_by_id(id)
        .select_only()
        .column(plan_steps::Column::GoalId)
        .into_query();
    let (transaction, case, plan) = lock_plan(context, plans_of_goals(goals)).await?;
    let mut check = checked(&case, &plan, PlanState::Agreed);
    if let Some(day) = done_on {
        check.past_date("doneOn", day, case.opened_on, context.clock().today());
    }
    check.finish()?;
    let step = plan_steps::ActiveModel {
        id: Set(id),
        done_on: Set(done_on),
        ..Default::default()
    };
    plan_steps::Entity::update(step)
        .exec_without_returning(&transaction)
        .await?;
    let row = changed(context, &plan)?;
    finish(context, transaction, &case, row).await
}

/// Records how far a goal of the agreed plan was attained. Needs [`Permission::SupportRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `WrongState` on `planId` unless the plan is the agreed one, `Required`
/// on `attainment`, `InTheFuture` or `TooEarly` on `evaluatedOn`, `TooLong` on `evaluation`.
pub async fn evaluate_goal(
    context: &CountyContext,
    id: PlanGoalId,
    evaluation: GoalEvaluation,
) -> Result<Plan, Failure> {
    let goals = plan_goals::Entity::find_by_id(id)
        .select_only()
        .column(plan_goals::Column::Id)
        .into_query();
    let (transaction, case, plan) = lock_plan(context, plans_of_goals(goals)).await?;
    let mut check = checked(&case, &plan, PlanState::Agreed);
    let is_judged = evaluation.attainment.is_some();
    check.require(is_judged, "attainment", ProblemCode::Required);
    check.past_date(
        "evaluatedOn",
        evaluation.evaluated_on,
        plan.agreed_on.unwrap_or(case.opened_on),
        context.clock().today(),
    );
    let text = check.text("evaluation", &evaluation.evaluation, NOTE_LENGTH_MAX);
    check.finish()?;
    let goal = plan_goals::ActiveModel {
        id: Set(id),
        attainment: Set(evaluation.attainment),
        evaluated_on: Set(Some(evaluation.evaluated_on)),
        evaluation: Set(text),
        ..Default::default()
    };
    plan_goals::Entity::update(goal)
        .exec_without_returning(&transaction)
        .await?;
    let row = changed(context, &plan)?;
    finish(context, transaction, &case, row).await
}

fn plans_where_id(id: PlanId) -> sea_orm::Select<plans::Entity> {
    plans::Entity::find_by_id(id)
}

fn plans_of_goals(goals: SelectStatement) -> sea_orm::Select<plans::Entity> {
    let plan_ids = plan_goals::Entity::find()
        .select_only()
        .column(plan_goals::Column::PlanId)
        .filter(plan_goals::Column::Id.in_subquery(goals))
        .into_query();
    plans::Entity::find().filter(plans::Column::Id.in_subquery(plan_ids))
}

/// The plan with its case, both held until the transaction ends. One statement finds neither what is
/// out of scope nor what is not there.
async fn lock_plan(
    context: &CountyContext,
    query: sea_orm::Select<plans::Entity>,
) -> Result<(TenantTransaction, cases::Model, plans::Model), Failure> {
    let scope: Scope = context.authorize(Permission::SupportRecord)?;
    let transaction = context.database().begin().await?;
    let in_scope = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(&scope))
        .into_query();
    let query = query
        .filter(plans::Column::CaseId.in_subquery(in_scope))
        .lock_exclusive();
    let plan = query.one(&transaction).await?.ok_or(Failure::NotFound)?;
    let case = lock_case(&transaction, &scope, plan.case_id).await?;
    Ok((transaction, case, plan))
}

fn checked(case: &cases::Model, plan: &plans::Model, state: PlanState) -> InputCheck {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.require(plan.state == state, "planId", ProblemCode::WrongState);
    check
}

fn changed(context: &CountyContext, plan: &plans::Model) -> Result<plans::ActiveModel, Failure> {
    Ok(plans::ActiveModel {
        id: Set(plan.id),
        version: Set(plan.version + 1),
        recorded_by: Set(context.account_id()?),
        recorded_at: Set(context.clock().now()),
        ..Default::default()
    })
}

async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    case: &cases::Model,
    row: plans::ActiveModel,
) -> Result<Plan, Failure> {
    let id = plans::Entity::update(row).exec(&transaction).await?.id;
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

#[cfg(test)]
mod tests;
