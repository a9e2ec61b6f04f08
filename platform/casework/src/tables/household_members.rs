//! Who belongs to a household, and when.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{HouseholdId, HouseholdMember, HouseholdRole, MembershipId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "household_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub household_id: HouseholdId,
    pub person_id: PersonId,
    #[serde(with = "super::as_text")]
    pub role: HouseholdRole,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for HouseholdMember {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            household_id: row.household_id,
            person_id: row.person_id,
            role: row.role,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}
