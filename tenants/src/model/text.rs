//! Words in the two languages of the platform.

use kernel::locale::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in German and, where the county wrote it, in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalText {
    /// German.
    #[schemars(length(min = 1))]
    pub de: String,
    /// English; the German text stands in where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub en: Option<String>,
}

impl LocalText {
    /// The text in that language, or in German.
    pub fn get(&self, locale: Locale) -> &str {
        match (locale, &self.en) {
            (Locale::En, Some(en)) => en,
            _ => &self.de,
        }
    }
}
