//! Case conferences.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{CaseId, Conference, ConferenceId, Participants};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conferences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConferenceId,
    pub case_id: CaseId,
    pub held_on: NaiveDate,
    pub topic: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub participants: Participants,
    pub result: String,
    pub task_count: i32,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Conference {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            held_on: row.held_on,
            topic: row.topic,
            participants: row.participants.0,
            result: row.result,
            task_count: row.task_count,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
