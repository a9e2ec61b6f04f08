//! `county.yaml`: who the county is and which municipalities it has.

use kernel::keys::TenantKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keys::{CityDistrictKey, CountyAgs, MunicipalityAgs},
    text::LocalText,
};

/// The version of the files that this platform reads.
pub const SCHEMA_VERSION: u32 = 1;

/// Identity of a county, its municipalities and its feature switches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountyFile {
    /// The version of these files; 1 today.
    #[schemars(range(min = SCHEMA_VERSION, max = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The tenant's key, part of its address; it never changes.
    pub key: TenantKey,
    /// The official number, five digits in quotes.
    pub ags: CountyAgs,
    /// The name as people write it.
    pub name: LocalText,
    /// What kind of county it is.
    pub kind: CountyKind,
    /// Every municipality of the county.
    #[schemars(length(min = 1))]
    pub municipalities: Vec<Municipality>,
    /// What the county uses of the platform beyond the common part.
    #[serde(default)]
    pub features: Features,
}

/// Kinds of counties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountyKind {
    /// A Kreis: several municipalities.
    County,
    /// A kreisfreie Stadt: one municipality, often with city districts.
    CountyLevelCity,
    /// A Städteregion; a city in it may be a tenant of its own under the same county AGS.
    CityRegion,
}

/// A municipality and what is known of it. An attribute that is left out is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    /// The official number, eight digits in quotes.
    pub ags: MunicipalityAgs,
    /// The name as in the official list.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Whether it has a foreigners authority of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_foreigners_authority: Option<bool>,
    /// Whether it has a youth office of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_youth_office: Option<bool>,
    /// Whether it has an integration council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integration_council: Option<bool>,
    /// Its districts, where KIM is organised below the one AGS of a city.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub city_districts: Vec<CityDistrict>,
}

impl Municipality {
    /// Whether a further coordination post can be funded here: own foreigners authority, own
    /// youth office and integration council, all three known to exist.
    pub fn may_get_coordination_post(&self) -> bool {
        [
            self.own_foreigners_authority,
            self.own_youth_office,
            self.integration_council,
        ]
        .iter()
        .all(|attribute| *attribute == Some(true))
    }
}

/// A district of a city, below its AGS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CityDistrict {
    /// Its key, unique in the county.
    pub key: CityDistrictKey,
    /// Its name.
    pub name: LocalText,
}

/// Feature switches; all are off unless the county turns them on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Features {
    /// The family is looked at as one system: a new case begins with the household.
    pub households_first: bool,
    /// Posts are shared out by registered foreign persons per municipality.
    pub position_shares: bool,
    /// Target groups are admitted in stages.
    pub target_group_stages: bool,
    /// One person alone may put a rule into effect. Unless switched on, a second person agrees.
    pub rules_by_one_person: bool,
    /// One person alone may erase somebody who asked for it. Unless switched on, a second person agrees.
    pub erasure_by_one_person: bool,
    /// Whoever registers a person is told if there may be a record beyond their area of responsibility, without any
    /// of its data. Unless switched on, nothing is said: that somebody is known to the county is personal data too.
    pub duplicate_hint_beyond_scope: bool,
    /// Calendars that leave the platform name clients and places. Unless switched on, they name the
    /// number of the case only.
    pub names_in_calendar: bool,
}
