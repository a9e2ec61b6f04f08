//! Decisions of rules, present and past.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{Decision, DecisionId, RuleVersionId, SubjectKind};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    pub point: String,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The subject while this is the present decision about it, null afterwards; unique for each point.
    pub present_subject: Option<Uuid>,
    pub version_id: RuleVersionId,
    pub configuration: i32,
    pub as_of: NaiveDate,
    pub input: String,
    pub position: i32,
    pub output: String,
    pub outcome: String,
    pub fuel: i64,
    pub decided_at: DateTime<Utc>,
    pub decided_by: Option<AccountId>,
    pub replaced_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Decision {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            subject: row.subject_id,
            version: row.version_id,
            configuration: row.configuration,
            as_of: row.as_of,
            input: row.input,
            position: row.position,
            output: row.output,
            outcome: row.outcome,
            fuel: row.fuel,
            decided_at: row.decided_at,
            decided_by: row.decided_by,
            replaced_at: row.replaced_at,
        }
    }
}
