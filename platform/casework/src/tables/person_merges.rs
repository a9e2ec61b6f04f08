//! Merges of persons, with what undoing them needs. Personal data of both: whoever is erased is erased here
//! too, found by `leads_to` and `merged_id`.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use rules::MovedDecision;
use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{household_members, person_programmes, persons};
use crate::model::{PersonId, PersonMerge, PersonMergeId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_merges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonMergeId,
    pub survivor_id: PersonId,
    pub merged_id: PersonId,
    /// The record that holds the data now: the survivor, or what that became part of later.
    pub leads_to: PersonId,
    pub reason: String,
    pub merged_at: DateTime<Utc>,
    pub merged_by: AccountId,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_by: Option<AccountId>,
    pub record: MergeRecord,
}

/// Everything that undoing needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct MergeRecord {
    /// The survivor as it was.
    pub survivor: persons::Model,
    /// The other as it was.
    pub merged: persons::Model,
    /// Rows that went along.
    pub moved: Vec<RowsOfTable>,
    /// Memberships that the survivor had at the same time.
    pub dropped_memberships: Vec<household_members::Model>,
    /// Programmes that the survivor had at the same time.
    pub dropped_programmes: Vec<person_programmes::Model>,
    /// Decisions of rules that went along.
    pub decisions: Vec<MovedDecision>,
    /// Earlier merges that led to the record that went.
    pub earlier_merges: Vec<PersonMergeId>,
    /// What hung on the survivor right afterwards: what differs later was changed by somebody.
    pub after: AfterMerge,
}

/// Rows by the table they are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsOfTable {
    pub table: String,
    pub column: String,
    pub ids: Vec<Uuid>,
}

/// The state that a merge left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterMerge {
    pub version: i32,
    pub rows: Vec<RowsOfTable>,
    pub memberships: Vec<household_members::Model>,
    pub programmes: Vec<person_programmes::Model>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for PersonMerge {
    fn from(row: Model) -> Self {
        let merged = &row.record.merged;
        Self {
            id: row.id,
            survivor: row.survivor_id,
            merged: row.merged_id,
            merged_name: format!("{} {}", merged.given_name, merged.family_name),
            reason: row.reason,
            merged_at: row.merged_at,
            merged_by: row.merged_by,
            undone_at: row.undone_at,
        }
    }
}
