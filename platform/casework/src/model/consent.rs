//! Consents: what the person allows, to whom, and until when.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use tenants::model::keys::LanguageCode;

use super::{CaseId, ConsentId, Referral};

kernel::choices! {
    /// What a consent is for (Art. 6 (1) a GDPR, § 67b (2) SGB X, § 203 StGB).
    ConsentPurpose {
        /// Taking part in case management, with the records it needs.
        CaseWork = "case-work",
        /// Passing data on to a service.
        PassingOn = "passing-on",
        /// Release of somebody from professional secrecy.
        SecrecyRelease = "secrecy-release",
        /// Entry into the state's case database.
        StateDatabase = "state-database",
    }
}

impl ConsentPurpose {
    /// Whether the consent must name who receives the data.
    pub fn needs_recipient(self) -> bool {
        matches!(self, Self::PassingOn | Self::SecrecyRelease)
    }
}

kernel::choices! {
    /// How far a consent holds today.
    ConsentState {
        /// It holds.
        InForce = "in-force",
        /// Its last day is over.
        Ended = "ended",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// The case.
    pub case_id: CaseId,
    /// What for.
    pub purpose: ConsentPurpose,
    /// Who may receive data; empty where the purpose names nobody.
    pub recipient: String,
    /// Which version of the county's text was signed.
    pub text_version: String,
    /// The language of that text.
    pub language: LanguageCode,
    /// Whether an interpreter explained it.
    pub interpreter_present: bool,
    /// The day of the signature.
    pub signed_on: NaiveDate,
    /// The last day; none while no end was agreed.
    pub ends_on: Option<NaiveDate>,
    /// The day of the withdrawal.
    pub withdrawn_on: Option<NaiveDate>,
    /// What was said with the withdrawal.
    pub withdrawal_note: String,
    /// Who recorded the withdrawal.
    pub withdrawn_by: Option<AccountId>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl Consent {
    /// How far it holds on that day.
    pub fn state_on(&self, day: NaiveDate) -> ConsentState {
        if self.withdrawn_on.is_some() {
            ConsentState::Withdrawn
        } else if self.ends_on.is_some_and(|last| last < day) {
            ConsentState::Ended
        } else {
            ConsentState::InForce
        }
    }

    /// Whether data may be passed on under it on that day.
    pub fn covers_passing_on(&self, day: NaiveDate) -> bool {
        self.purpose.needs_recipient()
            && self.signed_on <= day
            && self.state_on(day) == ConsentState::InForce
    }
}

/// A consent as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsent {
    /// The case.
    pub case_id: CaseId,
    /// Field `purpose`.
    pub purpose: Option<ConsentPurpose>,
    /// Field `recipient`; required where the purpose needs one.
    pub recipient: String,
    /// Field `textVersion`.
    pub text_version: String,
    /// Field `language`: a key of the county's list.
    pub language: String,
    /// Field `interpreterPresent`.
    pub interpreter_present: bool,
    /// Field `signedOn`: not in the future.
    pub signed_on: NaiveDate,
    /// Field `endsOn`: not before the signature.
    pub ends_on: Option<NaiveDate>,
}

/// A withdrawal, with what it stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The consent as it is now.
    pub consent: Consent,
    /// Referrals that rested on it, still waited for something and are now revoked.
    pub stopped: Vec<Referral>,
}

kernel::choices! {
    /// What a referral tells the service about the person.
    DisclosedField {
        /// First and last name.
        Name = "name",
        /// Birth date.
        BirthDate = "birth-date",
        /// Address and telephone.
        ContactData = "contact-data",
        /// Nationality.
        Nationality = "nationality",
        /// Residence status.
        ResidenceStatus = "residence-status",
        /// Language and interpreters.
        Language = "language",
        /// Household.
        Household = "household",
        /// Why the person came.
        Reason = "reason",
        /// Assessed needs.
        Needs = "needs",
        /// The plan.
        Plan = "plan",
        /// Documents.
        Documents = "documents",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn consent(ends_on: Option<&str>, withdrawn_on: Option<&str>) -> Consent {
        Consent {
            id: ConsentId::generate(),
            case_id: CaseId::generate(),
            purpose: ConsentPurpose::PassingOn,
            recipient: "Jobcenter".to_owned(),
            text_version: "2026-1".to_owned(),
            language: "ar".parse().expect("a language"),
            interpreter_present: true,
            signed_on: day("2026-06-10"),
            ends_on: ends_on.map(day),
            withdrawn_on: withdrawn_on.map(day),
            withdrawal_note: String::new(),
            withdrawn_by: None,
            recorded_by: AccountId::generate(),
            recorded_at: DateTime::default(),
        }
    }

    #[test]
    fn a_consent_covers_from_its_signature_to_its_end_or_withdrawal() {
        for (ends_on, withdrawn_on, on, covers) in [
            (None, None, "2026-06-09", false),
            (None, None, "2026-06-10", true),
            (Some("2026-06-30"), None, "2026-06-30", true),
            (Some("2026-06-30"), None, "2026-07-01", false),
            (None, Some("2026-06-20"), "2026-06-15", false),
        ] {
            let consent = consent(ends_on, withdrawn_on);
            assert_eq!(
                consent.covers_passing_on(day(on)),
                covers,
                "{ends_on:?} {withdrawn_on:?} {on}"
            );
        }
        let of_case_work = Consent {
            purpose: ConsentPurpose::CaseWork,
            ..consent(None, None)
        };
        assert!(!of_case_work.covers_passing_on(day("2026-06-10")));
    }
}
