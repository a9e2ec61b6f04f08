//! Versions of plans.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{CaseId, Plan, PlanGoal, PlanId, PlanState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    pub case_id: CaseId,
    pub number: i32,
    pub state: PlanState,
    pub note: String,
    pub review_on: Option<NaiveDate>,
    pub agreed_on: Option<NaiveDate>,
    pub agreed_how: String,
    pub version: i32,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The plan with its goals.
    pub(crate) fn with_goals(self, goals: Vec<PlanGoal>) -> Plan {
        Plan {
            id: self.id,
            case_id: self.case_id,
            number: self.number,
            state: self.state,
            note: self.note,
            review_on: self.review_on,
            agreed_on: self.agreed_on,
            agreed_how: self.agreed_how,
            version: self.version,
            goals,
            recorded_by: self.recorded_by,
            recorded_at: self.recorded_at,
        }
    }
}
