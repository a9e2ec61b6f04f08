//! Consents.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use tenants::model::keys::LanguageCode;

use crate::model::{CaseId, Consent, ConsentId, ConsentPurpose};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentId,
    pub case_id: CaseId,
    pub purpose: ConsentPurpose,
    pub recipient: String,
    pub text_version: String,
    pub language: LanguageCode,
    pub interpreter_present: bool,
    pub signed_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawal_note: String,
    pub withdrawn_by: Option<AccountId>,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Consent {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            purpose: row.purpose,
            recipient: row.recipient,
            text_version: row.text_version,
            language: row.language,
            interpreter_present: row.interpreter_present,
            signed_on: row.signed_on,
            ends_on: row.ends_on,
            withdrawn_on: row.withdrawn_on,
            withdrawal_note: row.withdrawal_note,
            withdrawn_by: row.withdrawn_by,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
