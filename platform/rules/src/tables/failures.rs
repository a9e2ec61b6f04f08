//! Rules that do not answer at the moment.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::model::{FailureMark, Remark, RuleVersionId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_failures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: RuleVersionId,
    pub code: String,
    pub detail: String,
    pub since: DateTime<Utc>,
    pub count: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for FailureMark {
    fn from(row: Model) -> Self {
        Self {
            since: row.since,
            remark: Remark {
                code: row.code,
                detail: row.detail,
            },
            count: row.count,
        }
    }
}
