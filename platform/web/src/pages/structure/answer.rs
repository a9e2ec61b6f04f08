//! What the document answers.

use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct StructureAnswer {
    pub county: CountyWords,
    pub structure: Structure,
}

#[derive(Deserialize)]
pub(super) struct CountyWords {
    pub words: Vec<Word>,
}

#[derive(Deserialize)]
pub(super) struct Word {
    pub key: String,
    pub label: String,
}

/// Something of which only the word is shown.
#[derive(Deserialize, Clone)]
pub(super) struct Labelled {
    pub label: String,
}

/// A figure as people write it.
#[derive(Deserialize, Clone)]
pub(super) struct Figure {
    pub formatted: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Structure {
    pub on: NaiveDate,
    pub total: Figure,
    pub modules: Vec<ModuleTable>,
    pub units: Vec<Unit>,
    pub carriers: Vec<Carrier>,
    pub posts: Vec<Post>,
    pub bodies: Vec<Body>,
    pub funding_rates: Vec<FundingRate>,
    pub grants: Vec<Grant>,
    pub sources: Vec<Source>,
    pub assumptions: Vec<Assumption>,
}

#[derive(Deserialize)]
pub(super) struct ModuleTable {
    pub module: u8,
    pub label: String,
    pub total: Figure,
    pub carriers: Vec<CarrierColumn>,
    pub places: Vec<PlaceRow>,
}

#[derive(Deserialize)]
pub(super) struct CarrierColumn {
    pub carrier: Labelled,
    pub total: Figure,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceRow {
    pub label: String,
    pub total: Figure,
    pub by_carrier: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Unit {
    pub name: String,
    pub without_territory: bool,
    pub municipalities: Vec<Labelled>,
}

#[derive(Deserialize)]
pub(super) struct Carrier {
    pub name: String,
    pub kind: Labelled,
    pub forwarding: Option<Forwarding>,
}

#[derive(Deserialize)]
pub(super) struct Forwarding {
    pub form: Labelled,
    pub date: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Post {
    pub title: String,
    pub module: u8,
    pub size: Figure,
    pub carrier: Labelled,
    pub county_wide: bool,
    pub units: Vec<Labelled>,
    pub municipalities: Vec<Labelled>,
    pub functions: Vec<Labelled>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body {
    pub name: String,
    pub kind: Labelled,
    pub frequency: Labelled,
    pub chair: Option<String>,
    pub managed_by: Option<Labelled>,
}

#[derive(Deserialize)]
pub(super) struct FundingRate {
    pub name: String,
    pub module: u8,
    pub amount: Figure,
    pub per: Labelled,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Grant {
    pub name: String,
    pub valid_from: NaiveDate,
    pub valid_to: NaiveDate,
    pub posts: Figure,
    pub amount: Figure,
}

#[derive(Deserialize)]
pub(super) struct Source {
    pub title: String,
    pub date: Option<NaiveDate>,
}

#[derive(Deserialize)]
pub(super) struct Assumption {
    pub text: String,
}

/// Names in one line.
pub(super) fn names(list: &[Labelled]) -> String {
    list.iter()
        .map(|entry| entry.label.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
