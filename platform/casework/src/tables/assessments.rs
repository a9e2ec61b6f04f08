//! Assessments, one row for each area and time.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use tenants::model::keys::LifeAreaKey;

use crate::model::{Assessment, AssessmentId, CaseId, NeedLevel, Urgency};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentId,
    pub case_id: CaseId,
    pub life_area: LifeAreaKey,
    pub assessed_on: NaiveDate,
    pub need: NeedLevel,
    pub urgency: Urgency,
    pub resource: String,
    pub own_view: String,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Assessment {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            life_area: row.life_area,
            assessed_on: row.assessed_on,
            need: row.need,
            urgency: row.urgency,
            resource: row.resource,
            own_view: row.own_view,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
