//! The support plan: goals and steps that were agreed with the person, in versions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use tenants::model::keys::LifeAreaKey;

use super::{CaseId, PlanGoalId, PlanId, PlanStepId};

kernel::choices! {
    /// How far a version of a plan is.
    PlanState {
        /// Being written; nobody agreed to it yet.
        Draft = "draft",
        /// Agreed with the person; the one that holds.
        Agreed = "agreed",
        /// A later version was agreed.
        Replaced = "replaced",
    }
}

kernel::choices! {
    /// Who does a step.
    StepDoer {
        /// The person, or somebody of the household.
        Client = "client",
        /// The case manager.
        CaseManager = "case-manager",
        /// A service; its name stands beside.
        Service = "service",
        /// Somebody else; the name stands beside.
        Other = "other",
    }
}

impl StepDoer {
    /// Whether the name has to be said.
    pub fn needs_name(self) -> bool {
        matches!(self, Self::Service | Self::Other)
    }
}

kernel::choices! {
    /// How far a goal was attained, as judged together.
    Attainment {
        /// Not at all.
        NotAttained = "not-attained",
        /// In part.
        Partly = "partly",
        /// Fully.
        Fully = "fully",
        /// It no longer matters.
        Dropped = "dropped",
    }
}

/// A version of a case's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The case.
    pub case_id: CaseId,
    /// Counts the case's versions, from 1.
    pub number: i32,
    /// How far it is.
    pub state: PlanState,
    /// What holds for the plan as a whole.
    pub note: String,
    /// The day on which it is looked at again.
    pub review_on: Option<NaiveDate>,
    /// The day on which the person agreed.
    pub agreed_on: Option<NaiveDate>,
    /// How the person agreed, such as "signed", "by phone with an interpreter".
    pub agreed_how: String,
    /// Counts changes of this version, from 1.
    pub version: i32,
    /// Goals in their order, the most important first.
    pub goals: Vec<PlanGoal>,
    /// Who changed it last.
    pub recorded_by: AccountId,
    /// When it was changed last.
    pub recorded_at: DateTime<Utc>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanGoal {
    /// Its id.
    pub id: PlanGoalId,
    /// The area of life.
    pub life_area: LifeAreaKey,
    /// What is to be reached.
    pub text: String,
    /// By what one will see that it is reached.
    pub sign: String,
    /// Until when.
    pub due_on: Option<NaiveDate>,
    /// How far it was attained; none while nobody judged.
    pub attainment: Option<Attainment>,
    /// The day of that judgement.
    pub evaluated_on: Option<NaiveDate>,
    /// What else was said of it.
    pub evaluation: String,
    /// Steps in their order.
    pub steps: Vec<PlanStep>,
}

/// A step towards a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// Its id.
    pub id: PlanStepId,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub who: StepDoer,
    /// The name of a service or of somebody else.
    pub who_name: String,
    /// Until when.
    pub due_on: Option<NaiveDate>,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
}

/// A plan as somebody writes it: the whole draft, every time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanDraft {
    /// Field `version`: that of the draft it was made from; 0 where there is none.
    pub expected_version: i32,
    /// Field `note`; may be empty.
    pub note: String,
    /// Field `reviewOn`: from today on.
    pub review_on: Option<NaiveDate>,
    /// Field `goals`: at least one.
    pub goals: Vec<GoalDraft>,
}

/// A goal as somebody writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoalDraft {
    /// Field `lifeArea`.
    pub life_area: String,
    /// Field `text`.
    pub text: String,
    /// Field `sign`; may be empty.
    pub sign: String,
    /// Field `dueOn`.
    pub due_on: Option<NaiveDate>,
    /// Field `steps`.
    pub steps: Vec<StepDraft>,
}

/// A step as somebody writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepDraft {
    /// Field `text`.
    pub text: String,
    /// Field `who`.
    pub who: Option<StepDoer>,
    /// Field `whoName`.
    pub who_name: String,
    /// Field `dueOn`.
    pub due_on: Option<NaiveDate>,
    /// Field `doneOn`: carried over from the version before.
    pub done_on: Option<NaiveDate>,
}

/// The person's agreement as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAgreement {
    /// Field `agreedOn`: neither in the future nor before the case was opened.
    pub agreed_on: NaiveDate,
    /// Field `agreedHow`.
    pub agreed_how: String,
    /// Field `version`: that of the draft which the person saw.
    pub expected_version: i32,
}

/// A judgement of a goal as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalEvaluation {
    /// Field `attainment`.
    pub attainment: Option<Attainment>,
    /// Field `evaluatedOn`: neither in the future nor before the plan was agreed.
    pub evaluated_on: NaiveDate,
    /// Field `evaluation`; may be empty.
    pub evaluation: String,
}

impl Plan {
    /// How many steps are done, and how many there are.
    pub fn steps_done(&self) -> (usize, usize) {
        let steps = || self.goals.iter().flat_map(|goal| &goal.steps);
        (
            steps().filter(|step| step.done_on.is_some()).count(),
            steps().count(),
        )
    }
}
