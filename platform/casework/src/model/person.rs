//! Persons.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use tenants::model::keys::{LanguageCode, MunicipalityAgs};

use super::{CountryCode, PersonId};

kernel::choices! {
    /// Gender as the German civil status register knows it; not stated is a missing value.
    Gender {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Diverse.
        Diverse = "diverse",
    }
}

kernel::choices! {
    /// On what grounds somebody stays in Germany, as far as it decides which services are open.
    ResidenceStatus {
        /// German nationality.
        German = "german",
        /// Free movement within the EU (FreizügG/EU).
        EuFreeMovement = "eu-free-movement",
        /// Settlement permit or EU long-term residence (§§ 9, 9a AufenthG).
        SettlementPermit = "settlement-permit",
        /// Residence permit on humanitarian grounds, recognised refugees included (§§ 22–25 AufenthG).
        HumanitarianPermit = "humanitarian-permit",
        /// Temporary protection (§ 24 AufenthG).
        TemporaryProtection = "temporary-protection",
        /// Residence permit for family, work or training.
        ResidencePermit = "residence-permit",
        /// Asylum procedure not decided (Aufenthaltsgestattung, § 55 AsylG).
        AsylumSeeker = "asylum-seeker",
        /// Deportation suspended (Duldung, §§ 60a–60d AufenthG).
        Tolerated = "tolerated",
        /// Anything else.
        Other = "other",
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Day of birth, if known.
    pub birth_date: Option<NaiveDate>,
    /// Gender, if stated.
    pub gender: Option<Gender>,
    /// Nationality, if known.
    pub nationality: Option<CountryCode>,
    /// The language spoken best, one of the county's list.
    pub first_language: Option<LanguageCode>,
    /// Whether talks need an interpreter.
    pub interpreter_needed: bool,
    /// The municipality of residence.
    pub municipality: Option<MunicipalityAgs>,
    /// On what grounds the person stays.
    pub residence_status: Option<ResidenceStatus>,
    /// Since when the person has been in Germany.
    pub arrived_on: Option<NaiveDate>,
    /// Whether the person came as a refugee, whatever the status is now.
    pub refugee: bool,
    /// Whether somebody recorded a special need in the person's local social space.
    pub special_need: bool,
    /// Whether somebody recorded good chances of integration.
    pub good_chances: bool,
    /// Counts changes, from 1; a change names the version it was made from.
    pub version: i32,
    /// Who registered the person.
    pub registered_by: AccountId,
    /// When the person was registered.
    pub created_at: DateTime<Utc>,
    /// When the data were changed last.
    pub updated_at: DateTime<Utc>,
}

impl Person {
    /// Given and family name, as a list shows them.
    pub fn display_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// Age in completed years on that day, if the day of birth is known.
    pub fn age_on(&self, date: NaiveDate) -> Option<u32> {
        date.years_since(self.birth_date?)
    }
}

/// A person's data as somebody enters them. Keys are checked against the county's lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonDetails {
    /// Given names; field `givenName`, required.
    pub given_name: String,
    /// Family name; field `familyName`, required.
    pub family_name: String,
    /// Field `birthDate`.
    pub birth_date: Option<NaiveDate>,
    /// Field `gender`.
    pub gender: Option<Gender>,
    /// ISO 3166-1 alpha-2, `XX` for stateless; field `nationality`.
    pub nationality: Option<String>,
    /// A language of the county's list; field `firstLanguage`.
    pub first_language: Option<String>,
    /// Field `interpreterNeeded`.
    pub interpreter_needed: bool,
    /// AGS of a municipality of the county; field `municipality`.
    pub municipality: Option<String>,
    /// Field `residenceStatus`.
    pub residence_status: Option<ResidenceStatus>,
    /// Field `arrivedOn`.
    pub arrived_on: Option<NaiveDate>,
    /// Field `refugee`.
    pub refugee: bool,
    /// Field `specialNeed`.
    pub special_need: bool,
    /// Field `goodChances`.
    pub good_chances: bool,
    /// The programmes of the county's list that serve the person now; field `programmes`. A programme that is new
    /// begins today, one that is left out ended yesterday.
    pub programmes: Vec<String>,
    /// Why the data are corrected, kept with the earlier values; field `reason`. Says nothing of somebody new.
    pub reason: String,
}

/// Which persons a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFilter {
    /// Every word must begin a word of the name; see [`super::fold_name`].
    pub search: Option<String>,
}

/// The position of a person in a list by name.
///
/// It holds the id and not the name, which would otherwise stand in the address of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCursor(pub PersonId);
