//! Closings and reactivations.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{CaseId, ClosingGround, ClosureId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_closures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClosureId,
    pub case_id: CaseId,
    pub closed_on: NaiveDate,
    pub ground: ClosingGround,
    pub note: String,
    pub closed_by: AccountId,
    pub closed_at: DateTime<Utc>,
    pub reactivated_on: Option<NaiveDate>,
    pub reactivation_reason: Option<String>,
    pub reactivated_by: Option<AccountId>,
    pub reactivated_at: Option<DateTime<Utc>>,
    /// Whether somebody closed it because the county's rule proposed to.
    pub by_rule: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
