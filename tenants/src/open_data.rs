//! The official list of the municipalities of North Rhine-Westphalia.
//!
//! Origin and licence are in `data/README.md`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::model::keys::{CountyAgs, MunicipalityAgs};

/// A municipality of the official list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OfficialMunicipality {
    /// The official number of its county.
    pub county_ags: CountyAgs,
    /// The name of its county.
    pub county_name: String,
    /// Its official number.
    pub ags: MunicipalityAgs,
    /// Its name.
    #[serde(rename = "municipality")]
    pub name: String,
    /// Foreign residents at the census of 2022, estimated from inhabitants and share.
    pub foreign_residents_estimate: u32,
}

static MUNICIPALITIES: LazyLock<BTreeMap<MunicipalityAgs, OfficialMunicipality>> =
    LazyLock::new(|| {
        let list = include_str!("../data/nrw_municipalities_zensus2022.csv");
        csv::Reader::from_reader(list.as_bytes())
            .deserialize()
            .map(|row| row.expect("the built-in official list is read by a test"))
            .map(|municipality: OfficialMunicipality| (municipality.ags.clone(), municipality))
            .collect()
    });

/// The municipality with that number.
pub fn find_municipality(ags: &MunicipalityAgs) -> Option<&'static OfficialMunicipality> {
    MUNICIPALITIES.get(ags)
}

/// The municipalities of a county, in the order of their numbers; none if there is no such
/// county.
pub fn municipalities_of(
    county: &CountyAgs,
) -> impl Iterator<Item = &'static OfficialMunicipality> + Clone {
    MUNICIPALITIES
        .values()
        .filter(move |municipality| municipality.county_ags == *county)
}

/// The numbers of all counties and county-level cities, in order.
pub fn county_numbers() -> Vec<&'static str> {
    let mut numbers: Vec<&str> = MUNICIPALITIES
        .values()
        .map(|municipality| municipality.county_ags.as_str())
        .collect();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_list_is_whole() {
        assert_eq!(MUNICIPALITIES.len(), 396);
        assert_eq!(county_numbers().len(), 53);
        let warendorf: CountyAgs = "05570".parse().expect("an AGS");
        assert_eq!(municipalities_of(&warendorf).count(), 13);
        assert!(
            MUNICIPALITIES
                .values()
                .all(|m| m.ags.county() == m.county_ags)
        );
    }
}
