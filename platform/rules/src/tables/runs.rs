//! Runs of rules.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{Remark, RuleRun, RuleRunId, RuleVersionId, RunKind, RunState};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleRunId,
    pub version_id: RuleVersionId,
    pub point: String,
    pub kind: RunKind,
    pub state: RunState,
    /// Unique: the place of the only run of its kind and point that goes on.
    pub place: Option<String>,
    pub as_of: NaiveDate,
    pub total: i32,
    pub done: i32,
    pub changed: i32,
    pub failure_code: Option<String>,
    pub failure_detail: Option<String>,
    pub cancel_requested: bool,
    pub started_by: Option<AccountId>,
    pub started_at: DateTime<Utc>,
    pub heartbeat_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for RuleRun {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            version: row.version_id,
            kind: row.kind,
            state: row.state,
            as_of: row.as_of,
            total: row.total,
            done: row.done,
            changed: row.changed,
            failure: row.failure_code.map(|code| Remark {
                code,
                detail: row.failure_detail.unwrap_or_default(),
            }),
            started_by: row.started_by,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}
