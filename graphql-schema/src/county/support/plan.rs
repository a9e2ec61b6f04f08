//! The support plan: goals and steps, in versions.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use casework::{
    agree_plan, complete_step, discard_plan, evaluate_goal, list_plans,
    model::{
        self, CaseId, GoalEvaluation, PlanAgreement, PlanDraft, PlanGoalId, PlanId, PlanStepId,
    },
    save_plan,
};
use kernel::{errors::Failure, ids::AccountId};
use tenants::{CountyContext, words::Family};

use super::{
    plan_inputs::{
        PlanAgreeInput, PlanDiscardInput, PlanGoalEvaluateInput, PlanSaveInput,
        PlanStepCompleteInput, goals,
    },
    readable,
};
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    limits::LIST_INPUT_MAX,
    loaders::account_name,
};

/// A version of a case's plan. Permission: support.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Plan {
    /// Its id.
    id: ID,
    /// Counts the case's versions, from 1.
    number: i32,
    /// Whether it is a draft, the one that was agreed, or replaced by a later one.
    state: CodeListEntry,
    /// What holds for the plan as a whole.
    note: String,
    /// The day on which it is looked at again; null if none was set.
    review_on: Option<Date>,
    /// The day on which the person agreed; null for a draft.
    agreed_on: Option<Date>,
    /// How the person agreed.
    agreed_how: String,
    /// Goals, the most important first.
    goals: Vec<PlanGoal>,
    /// How many steps are done.
    steps_done: i32,
    /// How many steps there are.
    steps_total: i32,
    /// Counts changes of this version, from 1. Send it back with a change.
    version: i32,
    #[graphql(skip)]
    recorded_by: AccountId,
}

/// A goal of a plan.
#[derive(SimpleObject)]
pub struct PlanGoal {
    /// Its id.
    id: ID,
    /// The area of life.
    life_area: CodeListEntry,
    /// What is to be reached.
    text: String,
    /// By what one will see that it is reached.
    sign: String,
    /// Until when; null if not set.
    due_on: Option<Date>,
    /// How far it was attained; null while nobody judged.
    attainment: Option<CodeListEntry>,
    /// The day of that judgement.
    evaluated_on: Option<Date>,
    /// What else was said of it.
    evaluation: String,
    /// Steps in their order.
    steps: Vec<PlanStep>,
}

/// A step towards a goal.
#[derive(SimpleObject)]
pub struct PlanStep {
    /// Its id.
    id: ID,
    /// What is to be done.
    text: String,
    /// Who does it.
    who: CodeListEntry,
    /// The name of a service or of somebody else.
    who_name: String,
    /// Until when; null if not set.
    due_on: Option<Date>,
    /// The day on which it was done; null while it is not.
    done_on: Option<Date>,
    /// Whether it should be done by now and is not.
    overdue: bool,
}

fn count(found: usize) -> i32 {
    i32::try_from(found).unwrap_or(i32::MAX)
}

impl Plan {
    fn new(plan: model::Plan, context: &CountyContext) -> Self {
        let (done, total) = plan.steps_done();
        let goal = |goal| PlanGoal::new(goal, context);
        Self {
            id: NodeKind::Plan.global_id(plan.id.0),
            number: plan.number,
            state: CodeListEntry::of_platform(context.locale(), "plan-state", plan.state.key()),
            note: plan.note,
            review_on: plan.review_on.map(Date::from),
            agreed_on: plan.agreed_on.map(Date::from),
            agreed_how: plan.agreed_how,
            goals: plan.goals.into_iter().map(goal).collect(),
            steps_done: count(done),
            steps_total: count(total),
            version: plan.version,
            recorded_by: plan.recorded_by,
        }
    }
}

impl PlanGoal {
    fn new(goal: model::PlanGoal, context: &CountyContext) -> Self {
        let locale = context.locale();
        let area = goal.life_area.as_str();
        let step = |step| PlanStep::new(step, context);
        Self {
            id: NodeKind::PlanGoal.global_id(goal.id.0),
            life_area: CodeListEntry::of(context.county(), locale, Family::LifeArea, area),
            text: goal.text,
            sign: goal.sign,
            due_on: goal.due_on.map(Date::from),
            attainment: goal
                .attainment
                .map(|how| CodeListEntry::of_platform(locale, "attainment", how.key())),
            evaluated_on: goal.evaluated_on.map(Date::from),
            evaluation: goal.evaluation,
            steps: goal.steps.into_iter().map(step).collect(),
        }
    }
}

impl PlanStep {
    fn new(step: model::PlanStep, context: &CountyContext) -> Self {
        let today = context.clock().today();
        Self {
            id: NodeKind::PlanStep.global_id(step.id.0),
            text: step.text,
            who: CodeListEntry::of_platform(context.locale(), "step-doer", step.who.key()),
            who_name: step.who_name,
            overdue: step.done_on.is_none() && step.due_on.is_some_and(|day| day < today),
            due_on: step.due_on.map(Date::from),
            done_on: step.done_on.map(Date::from),
        }
    }
}

#[ComplexObject]
impl Plan {
    /// The name of the account that changed it last.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// The versions of a case's plan, latest first; null if the viewer may not read them.
pub(in crate::county) async fn plans_of(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Plan>>> {
    let found = readable(ctx, case, list_plans).await?;
    let shown = |one| Plan::new(one, county(ctx));
    Ok(found.map(|found| found.into_iter().map(shown).collect()))
}

/// What a change of a plan answers.
#[derive(SimpleObject)]
pub struct PlanPayload {
    /// The plan as it is now; null if the input has problems or the draft was thrown away.
    plan: Option<Plan>,
    /// Problems with the input; nothing was changed. With `CONFLICT`, read the case's plans again.
    user_errors: Vec<UserError>,
}

/// Changes of plans.
#[derive(Default)]
pub struct PlanMutation;

#[Object]
impl PlanMutation {
    /// Writes the draft of an open case's plan; where it has none, a new version begins. The agreed
    /// version holds until the draft is agreed. Permission: support.record.
    async fn plan_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PlanSaveInput,
    ) -> Result<PlanPayload> {
        let context = county(ctx);
        let steps = input.goals.iter().map(|goal| goal.steps.len());
        let longest = steps.chain([input.goals.len()]).max().unwrap_or_default();
        within(context.locale(), "listInput", longest, LIST_INPUT_MAX)?;
        let case_id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let mut reader = InputReader::default();
        let draft = PlanDraft {
            expected_version: input.version,
            note: input.note,
            review_on: reader.optional_day("reviewOn", input.review_on.as_ref()),
            goals: goals(&mut reader, input.goals),
        };
        let saved = match reader.finish(draft) {
            Ok(draft) => save_plan(context, case_id, draft).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, saved.map(Some))
    }

    /// Records that the person agreed to a draft: it holds from now on. Permission: support.record.
    async fn plan_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PlanAgreeInput,
    ) -> Result<PlanPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let agreed_on = reader.optional_day("agreedOn", input.agreed_on.as_ref());
        let agreement = PlanAgreement {
            agreed_on: agreed_on.unwrap_or_else(|| context.clock().today()),
            agreed_how: input.agreed_how,
            expected_version: input.version,
        };
        let id = PlanId(NodeKind::Plan.uuid_to_ask_for(&input.plan_id));
        let agreed = match reader.finish(agreement) {
            Ok(agreement) => agree_plan(context, id, agreement).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, agreed.map(Some))
    }

    /// Throws a draft away; the agreed version goes on. Permission: support.record.
    async fn plan_discard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PlanDiscardInput,
    ) -> Result<PlanPayload> {
        let id = PlanId(NodeKind::Plan.uuid_to_ask_for(&input.plan_id));
        let discarded = discard_plan(county(ctx), id, input.version).await;
        payload(ctx, discarded.map(|()| None))
    }

    /// Records that a step of the agreed plan was done, or after all was not. Permission:
    /// support.record.
    async fn plan_step_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PlanStepCompleteInput,
    ) -> Result<PlanPayload> {
        let id = PlanStepId(NodeKind::PlanStep.uuid_to_ask_for(&input.step_id));
        let mut reader = InputReader::default();
        let done_on = reader.optional_day("doneOn", input.done_on.as_ref());
        let done = match reader.finish(done_on) {
            Ok(done_on) => complete_step(county(ctx), id, done_on).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, done.map(Some))
    }

    /// Records how far a goal of the agreed plan was attained. Permission: support.record.
    async fn plan_goal_evaluate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PlanGoalEvaluateInput,
    ) -> Result<PlanPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let evaluated_on = reader.optional_day("evaluatedOn", input.evaluated_on.as_ref());
        let evaluation = GoalEvaluation {
            attainment: reader.optional_choice("attainment", input.attainment.as_deref()),
            evaluated_on: evaluated_on.unwrap_or_else(|| context.clock().today()),
            evaluation: input.evaluation,
        };
        let id = PlanGoalId(NodeKind::PlanGoal.uuid_to_ask_for(&input.goal_id));
        let evaluated = match reader.finish(evaluation) {
            Ok(evaluation) => evaluate_goal(context, id, evaluation).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, evaluated.map(Some))
    }
}

fn payload(
    ctx: &Context<'_>,
    changed: Result<Option<model::Plan>, Failure>,
) -> Result<PlanPayload> {
    let context = county(ctx);
    Ok(match changed.or_user_errors(context.locale())? {
        Ok(plan) => PlanPayload {
            plan: plan.map(|plan| Plan::new(plan, context)),
            user_errors: Vec::new(),
        },
        Err(user_errors) => PlanPayload {
            plan: None,
            user_errors,
        },
    })
}
