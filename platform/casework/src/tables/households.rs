//! Households.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::HouseholdId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HouseholdId,
    pub name: String,
    pub version: i32,
    pub registered_by: AccountId,
    pub created_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
