//! Findings.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ids::AccountId, keys::UnitKey};
use sea_orm::entity::prelude::*;
use tenants::model::keys::{LifeAreaKey, MunicipalityAgs};

use crate::model::{CaseId, Finding, FindingId, FindingKind};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    pub case_id: CaseId,
    pub kind: FindingKind,
    pub title: String,
    pub description: String,
    pub municipality: MunicipalityAgs,
    pub unit_key: Option<UnitKey>,
    pub life_area: Option<LifeAreaKey>,
    /// Keys, each after one space.
    pub legal_fields: String,
    pub offices: String,
    pub seen_on: NaiveDate,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Finding {
    fn from(row: Model) -> Self {
        let legal_fields = row.legal_fields.split_whitespace();
        Self {
            id: row.id,
            case_id: row.case_id,
            kind: row.kind,
            title: row.title,
            description: row.description,
            municipality: row.municipality,
            unit: row.unit_key,
            life_area: row.life_area,
            // Only well-formed keys are written, so none is lost here.
            legal_fields: legal_fields.filter_map(|key| key.parse().ok()).collect(),
            offices: row.offices,
            seen_on: row.seen_on,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
