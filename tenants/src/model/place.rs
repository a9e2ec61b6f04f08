//! Where something is done: units, municipalities, city districts or the whole county.

use kernel::keys::UnitKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::keys::{CityDistrictKey, MunicipalityAgs};

/// The places that a post or a body serves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Units. A post that names several counts in each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitKey>,
    /// Municipalities, by their eight digits in quotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<MunicipalityAgs>,
    /// City districts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub city_districts: Vec<CityDistrictKey>,
    /// The whole county: the place of work is chosen freely.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub county_wide: bool,
}

impl Places {
    /// Whether no place is named at all.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.municipalities.is_empty()
            && self.city_districts.is_empty()
            && !self.county_wide
    }
}
