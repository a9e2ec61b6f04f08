//! What somebody enters to write a plan and to follow it.

use async_graphql::{ID, InputObject};
use casework::model::{GoalDraft, StepDraft};

use crate::{Date, input::InputReader};

/// A step as somebody writes it.
#[derive(Debug, InputObject)]
pub struct PlanStepInput {
    /// What is to be done; at most 300 characters.
    pub(super) text: String,
    /// A key of `county.lists.support.stepDoers`.
    pub(super) who: Option<String>,
    /// The name; required for a service and for somebody else.
    #[graphql(default)]
    pub(super) who_name: String,
    /// Until when.
    pub(super) due_on: Option<Date>,
    /// The day on which it was done, carried over from the version before.
    pub(super) done_on: Option<Date>,
}

/// A goal as somebody writes it.
#[derive(Debug, InputObject)]
pub struct PlanGoalInput {
    /// A key of `county.lists.lifeAreas`.
    pub(super) life_area: String,
    /// What is to be reached; at most 300 characters.
    pub(super) text: String,
    /// By what one will see that it is reached; at most 300 characters.
    #[graphql(default)]
    pub(super) sign: String,
    /// Until when.
    pub(super) due_on: Option<Date>,
    /// Steps, at most 8.
    #[graphql(default)]
    pub(super) steps: Vec<PlanStepInput>,
}

/// A plan as somebody writes it: the whole draft, every time.
#[derive(Debug, InputObject)]
pub struct PlanSaveInput {
    /// The case.
    pub(super) case_id: ID,
    /// The version of the draft that it was made from; 0 where the case has no draft.
    pub(super) version: i32,
    /// What holds for the plan as a whole; at most 4,000 characters.
    #[graphql(default)]
    pub(super) note: String,
    /// The day on which it is looked at again; not in the past.
    pub(super) review_on: Option<Date>,
    /// Goals, the most important first: 1 to 10.
    pub(super) goals: Vec<PlanGoalInput>,
}

/// The person's agreement as somebody enters it.
#[derive(Debug, InputObject)]
pub struct PlanAgreeInput {
    /// The draft.
    pub(super) plan_id: ID,
    /// The version of the draft that the person saw.
    pub(super) version: i32,
    /// The day; today if left out, neither in the future nor before the case was opened.
    pub(super) agreed_on: Option<Date>,
    /// How the person agreed, such as “signed”; at most 300 characters.
    pub(super) agreed_how: String,
}

/// A draft to be thrown away.
#[derive(Debug, InputObject)]
pub struct PlanDiscardInput {
    /// The draft.
    pub(super) plan_id: ID,
    /// Its version.
    pub(super) version: i32,
}

/// A step that was done, or after all was not.
#[derive(Debug, InputObject)]
pub struct PlanStepCompleteInput {
    /// The step.
    pub(super) step_id: ID,
    /// The day; null to take back that it was done.
    pub(super) done_on: Option<Date>,
}

/// A judgement of a goal as somebody enters it.
#[derive(Debug, InputObject)]
pub struct PlanGoalEvaluateInput {
    /// The goal.
    pub(super) goal_id: ID,
    /// A key of `county.lists.support.attainments`.
    pub(super) attainment: Option<String>,
    /// The day; today if left out, neither in the future nor before the plan was agreed.
    pub(super) evaluated_on: Option<Date>,
    /// What else is to be said; at most 4,000 characters.
    #[graphql(default)]
    pub(super) evaluation: String,
}

/// The goals of a draft.
pub(super) fn goals(reader: &mut InputReader, goals: Vec<PlanGoalInput>) -> Vec<GoalDraft> {
    let goal = |(index, goal): (usize, PlanGoalInput)| {
        reader.of_entry(&format!("goals.{index}"), |reader| GoalDraft {
            due_on: reader.optional_day("dueOn", goal.due_on.as_ref()),
            steps: steps(reader, goal.steps),
            life_area: goal.life_area,
            text: goal.text,
            sign: goal.sign,
        })
    };
    goals.into_iter().enumerate().map(goal).collect()
}

fn steps(reader: &mut InputReader, steps: Vec<PlanStepInput>) -> Vec<StepDraft> {
    let step = |(index, step): (usize, PlanStepInput)| {
        reader.of_entry(&format!("steps.{index}"), |reader| StepDraft {
            who: reader.optional_choice("who", step.who.as_deref()),
            due_on: reader.optional_day("dueOn", step.due_on.as_ref()),
            done_on: reader.optional_day("doneOn", step.done_on.as_ref()),
            text: step.text,
            who_name: step.who_name,
        })
    };
    steps.into_iter().enumerate().map(step).collect()
}
