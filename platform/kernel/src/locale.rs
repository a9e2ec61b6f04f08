//! The two languages of the product.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that every text of the product exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// German, the language of the administration.
    #[default]
    De,
    /// English.
    En,
}

impl Locale {
    /// Every language, the default first.
    pub const ALL: [Locale; 2] = [Locale::De, Locale::En];

    /// The BCP 47 tag: `de` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::De => "de",
            Locale::En => "en",
        }
    }

    /// A whole number with its thousands apart: `20.000` in German, `20,000` in English.
    pub fn format_count(self, count: u64) -> String {
        let mark = match self {
            Locale::De => '.',
            Locale::En => ',',
        };
        let digits = count.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }

    /// The first language of an `Accept-Language` header that we speak; German if none.
    ///
    /// Quality values are not weighed: browsers list languages in order of preference.
    pub fn from_accept_language(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| part.split([';', '-']).next())
            .find_map(|tag| tag.trim().parse().ok())
            .unwrap_or_default()
    }
}

/// The text names no language that we speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such language: use `de` or `en`")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(tag: &str) -> Result<Self, UnknownLocale> {
        match tag.to_ascii_lowercase().as_str() {
            "de" => Ok(Locale::De),
            "en" => Ok(Locale::En),
            _ => Err(UnknownLocale),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (count, german) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (20_000, "20.000"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(Locale::De.format_count(count), german);
        }
        assert_eq!(Locale::En.format_count(20_000), "20,000");
    }

    #[test]
    fn the_browsers_first_language_that_we_speak_wins() {
        for (header, expected) in [
            ("en-GB,en;q=0.9,de;q=0.8", Locale::En),
            ("fr,de;q=0.5", Locale::De),
            ("fr", Locale::De),
            ("", Locale::De),
            ("EN", Locale::En),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }
}
