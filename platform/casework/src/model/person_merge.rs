//! Two records of one person become one.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;

use super::{PersonId, PersonMergeId};

kernel::choices! {
    /// The fields of a person's own data, named as in the schema.
    PersonField {
        /// Given names.
        GivenName = "givenName",
        /// Family name.
        FamilyName = "familyName",
        /// Day of birth.
        BirthDate = "birthDate",
        /// Gender.
        Gender = "gender",
        /// Nationality.
        Nationality = "nationality",
        /// The language spoken best.
        FirstLanguage = "firstLanguage",
        /// Whether talks need an interpreter.
        InterpreterNeeded = "interpreterNeeded",
        /// The municipality of residence.
        Municipality = "municipality",
        /// On what grounds the person stays.
        ResidenceStatus = "residenceStatus",
        /// Since when the person has been in Germany.
        ArrivedOn = "arrivedOn",
        /// Whether the person came as a refugee.
        Refugee = "refugee",
        /// Whether there is a special need in the social space.
        SpecialNeed = "specialNeed",
        /// Whether there are good chances of integration.
        GoodChances = "goodChances",
    }
}

/// A merge as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMerge {
    /// The record that stays.
    pub survivor: PersonId,
    /// The version that the choice was made from.
    pub survivor_version: i32,
    /// The record that becomes part of it.
    pub merged: PersonId,
    /// The version that the choice was made from; field `mergedVersion`.
    pub merged_version: i32,
    /// Keys of [`PersonField`] whose value is taken from the record that goes; field `take`.
    pub take: Vec<String>,
    /// Why these are one person; field `reason`, required.
    pub reason: String,
}

/// A merge as it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMerge {
    /// Its id.
    pub id: PersonMergeId,
    /// The record that stayed.
    pub survivor: PersonId,
    /// The record that became part of it.
    pub merged: PersonId,
    /// The name that the merged record had.
    pub merged_name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub merged_at: DateTime<Utc>,
    /// By whom.
    pub merged_by: AccountId,
    /// When it was undone, if it was.
    pub undone_at: Option<DateTime<Utc>>,
}
