//! Steps towards goals.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::model::{PlanGoalId, PlanStep, PlanStepId, StepDoer};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanStepId,
    pub goal_id: PlanGoalId,
    pub position: i32,
    pub text: String,
    pub who: StepDoer,
    pub who_name: String,
    pub due_on: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for PlanStep {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            text: row.text,
            who: row.who,
            who_name: row.who_name,
            due_on: row.due_on,
            done_on: row.done_on,
        }
    }
}
