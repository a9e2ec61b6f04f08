//! `labels.yaml`: the county's own words for keys that never change.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{keys::LabelKey, text::LocalText};

/// The words of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelsFile {
    /// The county's word for a key; keys that are left out keep the platform's word.
    pub labels: BTreeMap<LabelKey, LocalText>,
}
