//! Goals of plans.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use tenants::model::keys::LifeAreaKey;

use crate::model::{Attainment, PlanGoal, PlanGoalId, PlanId, PlanStep};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_goals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanGoalId,
    pub plan_id: PlanId,
    pub position: i32,
    pub life_area: LifeAreaKey,
    pub text: String,
    pub sign: String,
    pub due_on: Option<NaiveDate>,
    pub attainment: Option<Attainment>,
    pub evaluated_on: Option<NaiveDate>,
    pub evaluation: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The goal with its steps.
    pub(crate) fn with_steps(self, steps: Vec<PlanStep>) -> PlanGoal {
        PlanGoal {
            id: self.id,
            life_area: self.life_area,
            text: self.text,
            sign: self.sign,
            due_on: self.due_on,
            attainment: self.attainment,
            evaluated_on: self.evaluated_on,
            evaluation: self.evaluation,
            steps,
        }
    }
}
