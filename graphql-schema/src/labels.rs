//! Keys and the words that people read for them.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use kernel::locale::Locale;
use tenants::{County, words::Family};

use crate::texts::text;

/// An entry of a list: a stable key and the word for it in the reader's language. Send the key.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
pub struct CodeListEntry {
    /// The stable key, the same in every county.
    pub key: String,
    /// The county's own word, or the platform's, in the language of the request.
    pub label: String,
}

impl CodeListEntry {
    /// An entry of one of the county's lists.
    pub(crate) fn of(county: &County, locale: Locale, family: Family, key: &str) -> Self {
        let label = county.label_of(family, key, locale).to_owned();
        Self {
            key: key.to_owned(),
            label,
        }
    }

    /// An entry of one of the platform's closed lists: `locales/*/lists.ftl` has its word.
    pub(crate) fn of_platform(locale: Locale, list: &str, key: &str) -> Self {
        let id = format!("{list}-{}", key.replace(['_', '.'], "-"));
        Self {
            key: key.to_owned(),
            label: text(locale, &id, &[]),
        }
    }
}

/// Hundredths as people write them: `1.010,66` in German, `1,010.66` in English.
pub(crate) fn format_hundredths(locale: Locale, hundredths: u64) -> String {
    let mark = match locale {
        Locale::De => ',',
        Locale::En => '.',
    };
    let whole = locale.format_count(hundredths / 100);
    format!("{whole}{mark}{:02}", hundredths % 100)
}

/// A day as people write it: `15.07.2026` in German, `15 July 2026` in English.
pub(crate) fn format_day(locale: Locale, day: NaiveDate) -> String {
    match locale {
        Locale::De => day.format("%d.%m.%Y").to_string(),
        Locale::En => day.format("%-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_written_exactly() {
        for (hundredths, german, english) in [
            (0, "0,00", "0.00"),
            (5, "0,05", "0.05"),
            (1066, "10,66", "10.66"),
            (1300, "13,00", "13.00"),
            (16_500_000, "165.000,00", "165,000.00"),
        ] {
            assert_eq!(format_hundredths(Locale::De, hundredths), german);
            assert_eq!(format_hundredths(Locale::En, hundredths), english);
        }
    }
}
