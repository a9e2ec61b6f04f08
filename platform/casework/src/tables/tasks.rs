//! Tasks.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ids::AccountId, keys::PostKey};
use sea_orm::entity::prelude::*;

use crate::model::{CaseId, Task, TaskId, TaskState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub case_id: CaseId,
    pub title: String,
    pub note: String,
    pub due_on: Option<NaiveDate>,
    pub remind_on: Option<NaiveDate>,
    pub post_key: Option<PostKey>,
    pub account_id: Option<AccountId>,
    pub state: TaskState,
    pub ended_on: Option<NaiveDate>,
    pub ended_by: Option<AccountId>,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Task {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            title: row.title,
            note: row.note,
            due_on: row.due_on,
            remind_on: row.remind_on,
            post: row.post_key,
            account: row.account_id,
            state: row.state,
            ended_on: row.ended_on,
            ended_by: row.ended_by,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            version: row.version,
        }
    }
}
