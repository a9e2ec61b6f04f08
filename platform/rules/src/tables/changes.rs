//! What trying a version out would change.

use sea_orm::entity::prelude::*;

use crate::model::{RuleRunId, RunChange};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_run_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: RuleRunId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    pub municipality: Option<String>,
    pub before: Option<String>,
    pub after: String,
    pub input: String,
    pub output: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for RunChange {
    fn from(row: Model) -> Self {
        Self {
            subject: row.subject_id,
            municipality: row.municipality,
            before: row.before,
            after: row.after,
            input: row.input,
            output: row.output,
        }
    }
}
