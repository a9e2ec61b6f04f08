//! Referrals: handing to a service that is competent first; its answer comes back.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use tenants::model::keys::LegalFieldKey;

use super::{CaseId, ConsentId, DisclosedField, ReferralId};

kernel::choices! {
    /// On what basis data are passed on (§ 67b SGB X).
    ReferralBasis {
        /// The person consented.
        Consent = "consent",
        /// A law allows it; the note names the paragraph.
        LegalBasis = "legal-basis",
    }
}

kernel::choices! {
    /// How far a referral is.
    ReferralState {
        /// It was sent; no answer yet.
        Sent = "sent",
        /// The service took it on.
        Accepted = "accepted",
        /// The service refused.
        Rejected = "rejected",
        /// The service did what was asked.
        Done = "done",
        /// It was taken back, for instance because the consent was withdrawn.
        Revoked = "revoked",
    }
}

impl ReferralState {
    /// Whether something is still expected to come back.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }

    /// Whether an answer may lead from this state to the next.
    pub fn may_become(self, next: ReferralState) -> bool {
        match self {
            Self::Sent => next != Self::Sent,
            Self::Accepted => matches!(next, Self::Rejected | Self::Done | Self::Revoked),
            Self::Rejected | Self::Done | Self::Revoked => false,
        }
    }

    /// Whether an answer of this state has to say why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Rejected | Self::Revoked)
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// The case.
    pub case_id: CaseId,
    /// The law under which the service acts.
    pub legal_field: LegalFieldKey,
    /// The service.
    pub provider: String,
    /// On what basis data were passed on.
    pub basis: ReferralBasis,
    /// The paragraph, or who consented when.
    pub basis_note: String,
    /// The day it was sent.
    pub sent_on: NaiveDate,
    /// How far it is.
    pub state: ReferralState,
    /// Why it was rejected or revoked, or what came of it.
    pub state_reason: String,
    /// The day of the latest answer.
    pub answered_on: Option<NaiveDate>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who recorded the latest answer.
    pub answered_by: Option<AccountId>,
    /// When the latest answer was recorded.
    pub answer_recorded_at: Option<DateTime<Utc>>,
    /// Counts answers, from 1.
    pub version: i32,
    /// The consent on which it rests.
    pub consent: Option<ConsentId>,
    /// What was passed on about the person.
    pub disclosed: Vec<DisclosedField>,
}

/// A referral as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReferral {
    /// The case.
    pub case_id: CaseId,
    /// Field `legalField`: a key of the county's list.
    pub legal_field: String,
    /// Field `provider`, required.
    pub provider: String,
    /// Field `basis`, required: without a basis nothing is passed on.
    pub basis: Option<ReferralBasis>,
    /// Field `basisNote`; required for a legal basis.
    pub basis_note: String,
    /// Field `consentId`; required for a consent. It must hold on the day.
    pub consent: Option<ConsentId>,
    /// Field `disclosed`: what is passed on.
    pub disclosed: Vec<DisclosedField>,
    /// Field `sentOn`: neither in the future nor before the case was opened.
    pub sent_on: NaiveDate,
}

/// An answer as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralAnswer {
    /// Field `state`.
    pub state: ReferralState,
    /// Field `reason`; required if the referral was rejected or revoked.
    pub reason: String,
    /// Field `answeredOn`: neither in the future nor before it was sent.
    pub answered_on: NaiveDate,
    /// Field `version`.
    pub expected_version: i32,
}

/// Figures of a case's referrals, as a list shows them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReferralSummary {
    /// How many there are.
    pub total: u32,
    /// How many of them something is still expected of.
    pub pending: u32,
    /// The day the latest was sent.
    pub last_sent_on: Option<NaiveDate>,
}

impl ReferralSummary {
    /// The figures of these referrals.
    pub fn of(referrals: &[Referral]) -> Self {
        referrals
            .iter()
            .fold(Self::default(), |sum, referral| Self {
                total: sum.total + 1,
                pending: sum.pending + u32::from(referral.state.is_pending()),
                last_sent_on: sum.last_sent_on.max(Some(referral.sent_on)),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_that_has_ended_takes_no_further_answer() {
        use ReferralState::*;
        let allowed: Vec<_> = ReferralState::ALL
            .iter()
            .flat_map(|from| ReferralState::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        assert_eq!(
            allowed,
            [
                (Sent, Accepted),
                (Sent, Rejected),
                (Sent, Done),
                (Sent, Revoked),
                (Accepted, Rejected),
                (Accepted, Done),
                (Accepted, Revoked),
            ]
        );
    }
}
