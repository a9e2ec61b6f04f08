//! `structure.yaml`: units, carriers and posts, and the sums they must add up to.

use chrono::NaiveDate;
use kernel::keys::{CarrierKey, PostKey, UnitKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keys::{CityDistrictKey, FunctionKey, MunicipalityAgs, SourceKey},
    module::Module,
    place::Places,
    text::LocalText,
    validity::dated,
};

/// One position is at most a full-time equivalent.
pub const POST_CENTI_FTE_MAX: u32 = 100;

/// Units, carriers and posts of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StructureFile {
    /// The parts of the county that posts serve; an empty list if it has none.
    pub units: Vec<Unit>,
    /// Who employs posts.
    #[schemars(length(min = 1))]
    pub carriers: Vec<Carrier>,
    /// Functions of posts beyond those that the platform knows.
    #[serde(default)]
    pub functions: Vec<Function>,
    /// The funded positions.
    pub posts: Vec<Post>,
    /// Totals that the posts must add up to, as a source states them.
    #[serde(default)]
    pub sums: Vec<PostSum>,
}

/// A part of the county: Bezirk, Regionalteam, Sozialraum, Stadtbezirk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its key.
    pub key: UnitKey,
    /// Its name.
    pub name: LocalText,
    /// The municipalities that belong to it; a municipality may belong to several units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<MunicipalityAgs>,
    /// The city districts that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub city_districts: Vec<CityDistrictKey>,
    /// Says that the unit has no places on purpose, such as a county-wide team.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_territory: bool,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// An employer of posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Its key.
    pub key: CarrierKey,
    /// Its name.
    pub name: LocalText,
    /// What kind of employer it is.
    pub kind: CarrierKind,
    /// The data protection law it is under, named in notices to the people supported.
    pub data_protection_law: DataProtectionLaw,
    /// The municipalities it serves; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<MunicipalityAgs>,
    /// How the county passes posts on to it; left out where the county employs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding: Option<Forwarding>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// Kinds of employers.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CarrierKind {
    /// The county's integration centre (KI).
    IntegrationCentre,
    /// Another office of the county.
    CountyOffice,
    /// A municipality of the county.
    Municipality,
    /// A welfare association.
    WelfareAssociation,
}

impl CarrierKind {
    /// Its key, as the files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IntegrationCentre => "integration_centre",
            Self::CountyOffice => "county_office",
            Self::Municipality => "municipality",
            Self::WelfareAssociation => "welfare_association",
        }
    }
}

/// Data protection laws of employers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum DataProtectionLaw {
    /// General Data Protection Regulation (DSGVO).
    #[serde(rename = "gdpr")]
    Gdpr,
    /// Law on Church Data Protection of the catholic church.
    #[serde(rename = "kdg")]
    Kdg,
    /// Church Law on Data Protection of the protestant church.
    #[serde(rename = "dsg-ekd")]
    DsgEkd,
}

/// Passing funded posts on to a carrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// In which form.
    pub form: ForwardingForm,
    /// The day of the contract or notice; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// Forms of passing posts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForwardingForm {
    /// A contract (Weiterleitungsvertrag).
    Contract,
    /// A notice (Weiterleitungsbescheid).
    Notice,
    /// The sources do not say.
    NotStated,
}

/// A function of posts that the county adds to those of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Its key.
    pub key: FunctionKey,
    /// Its name.
    pub name: LocalText,
}

/// A funded position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its key.
    pub key: PostKey,
    /// What it is called; never the name of its holder.
    pub title: LocalText,
    /// The funding module: 1, 2 or 3.
    pub module: Module,
    /// Its size in hundredths of a full-time equivalent: 50 is half a post.
    #[schemars(range(min = 1, max = POST_CENTI_FTE_MAX))]
    pub centi_fte: u32,
    /// Who employs it.
    pub carrier: CarrierKey,
    /// The places it serves.
    pub places: Places,
    /// What it is there for.
    #[schemars(length(min = 1))]
    pub functions: Vec<FunctionKey>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// A total as a source states it: all posts that match every condition named, on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostSum {
    /// The day for which the total is stated.
    pub at: NaiveDate,
    /// Only posts of this module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<Module>,
    /// Only posts that serve this unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitKey>,
    /// Only posts of this carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierKey>,
    /// Only posts of carriers of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier_kind: Option<CarrierKind>,
    /// Only posts with this function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<FunctionKey>,
    /// The total in hundredths of a full-time equivalent.
    pub centi_fte: u32,
    /// Where the total is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}

dated!(Unit, Carrier, Post);
