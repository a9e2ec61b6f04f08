//! `sources.yaml`: where the county's files come from and what is only assumed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{keys::SourceKey, text::LocalText};

/// Sources and assumptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// What the files rest on.
    pub sources: Vec<Source>,
    /// What the sources do not say and the files say nevertheless.
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its key.
    pub key: SourceKey,
    /// Its title.
    pub title: LocalText,
    /// Its date; left out where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// Something that is configured although no source states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// The places in the files: file without ending, then keys or fields, joined by dots:
    /// `structure.units.sued.municipalities`.
    #[schemars(length(min = 1))]
    pub concerns: Vec<String>,
    /// What is assumed and why.
    pub text: LocalText,
    /// What makes it plausible; left out only with a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}
