//! Components as they were uploaded, with their golden cases.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_components")]
pub struct Model {
    /// SHA-256, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub source: Vec<u8>,
    pub size: i32,
    /// What the component says about itself, once it was checked.
    pub about: Option<Json>,
    /// Golden cases by file name.
    pub golden_cases: Json,
    pub uploaded_by: AccountId,
    pub uploaded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
