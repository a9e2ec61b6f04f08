//! Versions of rules.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{RuleState, RuleVersionId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleVersionId,
    pub number: i32,
    pub point: String,
    pub digest: String,
    pub parameters: Option<String>,
    pub state: RuleState,
    pub refusal: Option<Json>,
    pub golden: Json,
    pub note: String,
    pub valid_from: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
    /// Unique: what only one version can have at a time, a day of its point or the place of the one being checked.
    pub claim: Option<String>,
    pub created_by: AccountId,
    pub created_at: DateTime<Utc>,
    pub state_since: DateTime<Utc>,
    pub proposed_by: Option<AccountId>,
    pub decided_by: Option<AccountId>,
    pub decision_note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::components::Entity",
        from = "Column::Digest",
        to = "super::components::Column::Digest"
    )]
    Component,
}

impl ActiveModelBehavior for ActiveModel {}
