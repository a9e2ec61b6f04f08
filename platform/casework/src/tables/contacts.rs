//! Contacts.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use tenants::model::keys::ChannelKey;

use crate::model::{CaseId, Contact, ContactId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactId,
    pub case_id: CaseId,
    pub occurred_on: NaiveDate,
    pub channel: ChannelKey,
    pub minutes: i32,
    pub interpreter_present: bool,
    pub with_client: bool,
    pub note: String,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Contact {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            occurred_on: row.occurred_on,
            channel: row.channel,
            minutes: row.minutes,
            interpreter_present: row.interpreter_present,
            with_client: row.with_client,
            note: row.note,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
