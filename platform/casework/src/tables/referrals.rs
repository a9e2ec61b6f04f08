//! Referrals.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;
use tenants::model::keys::LegalFieldKey;

use crate::model::{CaseId, ConsentId, Referral, ReferralBasis, ReferralId, ReferralState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referrals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralId,
    pub case_id: CaseId,
    pub legal_field: LegalFieldKey,
    pub provider: String,
    pub basis: ReferralBasis,
    pub basis_note: String,
    pub sent_on: NaiveDate,
    pub state: ReferralState,
    pub state_reason: String,
    pub answered_on: Option<NaiveDate>,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
    pub answered_by: Option<AccountId>,
    pub answer_recorded_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub consent_id: Option<ConsentId>,
    /// Keys, with spaces between.
    pub disclosed: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Referral {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            legal_field: row.legal_field,
            provider: row.provider,
            basis: row.basis,
            basis_note: row.basis_note,
            sent_on: row.sent_on,
            state: row.state,
            state_reason: row.state_reason,
            answered_on: row.answered_on,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            answered_by: row.answered_by,
            answer_recorded_at: row.answer_recorded_at,
            version: row.version,
            consent: row.consent_id,
            // Only keys of the list are written, so none is lost here.
            disclosed: row
                .disclosed
                .split_whitespace()
                .filter_map(|key| key.parse().ok())
                .collect(),
        }
    }
}
