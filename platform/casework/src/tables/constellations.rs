//! In which constellation a case was worked on, and when.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use tenants::model::keys::ConstellationKey;

use crate::model::{CaseId, ConstellationPeriodId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_constellations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConstellationPeriodId,
    pub case_id: CaseId,
    pub constellation_key: ConstellationKey,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub reason: String,
    pub changed_by: AccountId,
    pub changed_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
