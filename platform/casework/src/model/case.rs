//! Cases and what is entered to change them.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ids::AccountId,
    keys::{CarrierKey, PostKey, UnitKey},
};
use sea_orm::DeriveValueType;
use tenants::model::keys::{
    ChannelKey, ConstellationKey, LanguageCode, MunicipalityAgs, ReferringBodyKey,
};

use super::{CaseId, HouseholdId, Person, PersonId, Referral};

kernel::choices! {
    /// Whether a case is worked on.
    CaseState {
        /// It is.
        Open = "open",
        /// It is not; it can be reactivated at any time.
        Closed = "closed",
    }
}

kernel::choices! {
    /// Why a case was closed.
    ClosingGround {
        /// What the person wanted was reached.
        GoalsReached = "goals-reached",
        /// Another service goes on.
        HandedOver = "handed-over",
        /// The person did not want further support.
        EndedByPerson = "ended-by-person",
        /// No contact for as long as the constellation's closing rule says.
        NoContact = "no-contact",
        /// The person moved out of the county.
        MovedAway = "moved-away",
        /// The person left Germany.
        LeftCountry = "left-country",
        /// The person died.
        Deceased = "deceased",
        /// Anything else; the note says what.
        Other = "other",
    }
}

/// A case: the work with a person or household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The number people use: year of opening and running number, such as `2026-000123`.
    pub number: String,
    /// The person it is about.
    pub person_id: PersonId,
    /// The household it is about, if the family is supported as one.
    pub household_id: Option<HouseholdId>,
    /// Whether it is worked on.
    pub state: CaseState,
    /// How intensively it is worked on.
    pub constellation: ConstellationKey,
    /// Where the person lived when the case was opened.
    pub municipality: MunicipalityAgs,
    /// The unit it belongs to; none where the county has none.
    pub unit: Option<UnitKey>,
    /// The carrier responsible.
    pub carrier: CarrierKey,
    /// The post responsible; none while nobody is.
    pub post: Option<PostKey>,
    /// How the first talk took place.
    pub channel: ChannelKey,
    /// The language of the talks.
    pub language: LanguageCode,
    /// Whether talks need an interpreter.
    pub interpreter_needed: bool,
    /// Who sent the person.
    pub referring_body: Option<ReferringBodyKey>,
    /// Why the person came, in the words of the intake.
    pub reason: String,
    /// The day it was opened.
    pub opened_on: NaiveDate,
    /// The day it was closed, for a closed case.
    pub closed_on: Option<NaiveDate>,
    /// The day of the latest contact with the client.
    pub last_contact_on: Option<NaiveDate>,
    /// From when "not seen for" and the closing rule count: the latest contact with the client,
    /// or the day of opening or reactivation if that is later.
    pub last_seen_on: NaiveDate,
    /// How many contacts were recorded, those without the client included.
    pub contact_count: i32,
    /// Counts changes, from 1; contacts and referrals do not count.
    pub version: i32,
    /// Who opened it.
    pub opened_by: AccountId,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// A case with what a list and a case page show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOverview {
    /// The case.
    pub case: Case,
    /// The person it is about.
    pub client: Person,
    /// Its referrals, latest first; `None` if the actor may not read the referrals of this case.
    pub referrals: Option<Vec<Referral>>,
}

/// An intake as somebody enters it. Keys are checked against the county's configuration on the
/// day of opening; all problems are named at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// Field `personId`: a person the actor may see.
    pub person_id: PersonId,
    /// Field `householdId`: a household the actor may see.
    pub household_id: Option<HouseholdId>,
    /// Field `constellation`.
    pub constellation: String,
    /// Field `municipality`: an AGS of the county.
    pub municipality: String,
    /// Field `unit`: only where several units serve the municipality and the first is not meant.
    pub unit: Option<String>,
    /// Field `carrier`: only without a post. Left out: the actor's own carrier, or the
    /// integration centre.
    pub carrier: Option<String>,
    /// Field `post`: carrier and unit follow from it.
    pub post: Option<String>,
    /// Field `channel`.
    pub channel: String,
    /// Field `language`.
    pub language: String,
    /// Field `interpreterNeeded`.
    pub interpreter_needed: bool,
    /// Field `referringBody`.
    pub referring_body: Option<String>,
    /// Field `reason`, required.
    pub reason: String,
    /// Field `openedOn`: not in the future.
    pub opened_on: NaiveDate,
}

/// What was noted at the intake, corrected or completed.
///
/// The reason stays as it was said: it is part of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeCorrection {
    /// Field `householdId`: a household the actor may see, or the present one.
    pub household_id: Option<HouseholdId>,
    /// Field `channel`.
    pub channel: String,
    /// Field `language`.
    pub language: String,
    /// Field `interpreterNeeded`.
    pub interpreter_needed: bool,
    /// Field `referringBody`.
    pub referring_body: Option<String>,
    /// Field `version`: the version of the case that the correction was made from.
    pub expected_version: i32,
}

/// A change of constellation as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstellationChange {
    /// Field `constellation`.
    pub constellation: String,
    /// Field `reason`, required.
    pub reason: String,
    /// Field `version`: the version of the case that the change was made from.
    pub expected_version: i32,
}

/// An assignment as somebody enters it. It holds from today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Field `post`: valid today and serving the case's municipality.
    pub post: String,
    /// Field `unit`: only where several units serve the municipality.
    pub unit: Option<String>,
    /// Field `reason`; may be empty.
    pub reason: String,
    /// Field `version`.
    pub expected_version: i32,
}

/// A closing as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Field `ground`.
    pub ground: ClosingGround,
    /// Field `note`; required with [`ClosingGround::Other`].
    pub note: String,
    /// Field `closedOn`: neither in the future nor before the latest contact.
    pub closed_on: NaiveDate,
    /// Field `version`.
    pub expected_version: i32,
}

/// A reactivation as somebody enters it. It holds from today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reactivation {
    /// Field `reason`, required.
    pub reason: String,
    /// Field `version`.
    pub expected_version: i32,
}

/// A case that was reactivated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reactivated {
    /// The case.
    pub case: Case,
    /// Whether its team is the one from before.
    pub team: TeamRestored,
}

/// What became of a case's team when it was reactivated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamRestored {
    /// It is the same.
    Same,
    /// The post is no longer valid or serves elsewhere; the case stays with the carrier and has
    /// no post until it is assigned.
    PostGone(PostKey),
}
