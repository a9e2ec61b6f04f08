//! Earlier values of persons' data.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{PersonChange, PersonChangeId, PersonField, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonChangeId,
    pub person_id: PersonId,
    pub field: PersonField,
    pub before: Option<String>,
    pub after: Option<String>,
    pub reason: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: AccountId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for PersonChange {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            field: row.field,
            before: row.before,
            after: row.after,
            reason: row.reason,
            changed_at: row.changed_at,
            changed_by: row.changed_by,
        }
    }
}
