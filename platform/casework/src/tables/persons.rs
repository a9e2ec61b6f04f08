//! Persons.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use tenants::model::keys::{LanguageCode, MunicipalityAgs};

use crate::model::{CountryCode, Gender, Person, PersonId, ResidenceStatus};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "persons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub name_search: String,
    pub birth_date: Option<NaiveDate>,
    #[serde(with = "super::as_text::optional")]
    pub gender: Option<Gender>,
    #[serde(with = "super::as_text::optional")]
    pub nationality: Option<CountryCode>,
    pub first_language: Option<LanguageCode>,
    pub interpreter_needed: bool,
    pub municipality_ags: Option<MunicipalityAgs>,
    #[serde(with = "super::as_text::optional")]
    pub residence_status: Option<ResidenceStatus>,
    pub arrived_on: Option<NaiveDate>,
    pub refugee: bool,
    pub special_need: bool,
    pub good_chances: bool,
    pub version: i32,
    pub registered_by: AccountId,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Person {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            birth_date: row.birth_date,
            gender: row.gender,
            nationality: row.nationality,
            first_language: row.first_language,
            interpreter_needed: row.interpreter_needed,
            residence_status: row.residence_status,
            arrived_on: row.arrived_on,
            refugee: row.refugee,
            special_need: row.special_need,
            good_chances: row.good_chances,
            version: row.version,
            registered_by: row.registered_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            municipality: row.municipality_ags,
        }
    }
}
