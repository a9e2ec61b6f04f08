//! Cases.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ids::AccountId,
    keys::{CarrierKey, PostKey, UnitKey},
};
use sea_orm::entity::prelude::*;
use tenants::model::keys::{
    ChannelKey, ConstellationKey, LanguageCode, MunicipalityAgs, ReferringBodyKey,
};

use crate::model::{Case, CaseId, CaseState, HouseholdId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    pub number: String,
    pub person_id: PersonId,
    pub household_id: Option<HouseholdId>,
    pub state: CaseState,
    pub constellation_key: ConstellationKey,
    pub municipality_ags: MunicipalityAgs,
    pub unit_key: Option<UnitKey>,
    pub carrier_key: CarrierKey,
    pub post_key: Option<PostKey>,
    pub channel: ChannelKey,
    pub language: LanguageCode,
    pub interpreter_needed: bool,
    pub referring_body: Option<ReferringBodyKey>,
    pub reason: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub last_contact_on: Option<NaiveDate>,
    pub last_seen_on: NaiveDate,
    pub contact_count: i32,
    pub version: i32,
    pub opened_by: AccountId,
    pub created_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::persons::Entity",
        from = "Column::PersonId",
        to = "super::persons::Column::Id"
    )]
    Client,
}

impl Related<super::persons::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Client.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Case {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            number: row.number,
            person_id: row.person_id,
            household_id: row.household_id,
            state: row.state,
            constellation: row.constellation_key,
            municipality: row.municipality_ags,
            unit: row.unit_key,
            carrier: row.carrier_key,
            post: row.post_key,
            channel: row.channel,
            language: row.language,
            interpreter_needed: row.interpreter_needed,
            referring_body: row.referring_body,
            reason: row.reason,
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            last_contact_on: row.last_contact_on,
            last_seen_on: row.last_seen_on,
            contact_count: row.contact_count,
            version: row.version,
            opened_by: row.opened_by,
            created_at: row.created_at,
        }
    }
}
