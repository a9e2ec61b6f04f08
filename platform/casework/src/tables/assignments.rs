//! Who was responsible for a case, and when.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ids::AccountId,
    keys::{CarrierKey, PostKey, UnitKey},
};
use sea_orm::entity::prelude::*;

use crate::model::{AssignmentId, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    pub case_id: CaseId,
    pub post_key: Option<PostKey>,
    pub carrier_key: CarrierKey,
    pub unit_key: Option<UnitKey>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub reason: String,
    pub assigned_by: AccountId,
    pub assigned_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
