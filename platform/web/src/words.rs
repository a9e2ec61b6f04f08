//! What pages say, in German and English.
//!
//! Texts lie in `locales/{de,en}/*.ftl`, one file per group of pages. Words that a county may
//! call otherwise (unit, constellation …) are labels of its configuration and come with the data.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, fluent_bundle::FluentValue, static_loader};
use kernel::locale::Locale;
use unic_langid::langid;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "de",
        // Isolation marks are invisible characters that spoil copied text; our two languages are
        // both written left to right.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static GERMAN: LanguageIdentifier = langid!("de");
static ENGLISH: LanguageIdentifier = langid!("en");

/// Marks a text that is missing, so that the test that renders all pages finds it.
pub(crate) const MISSING: char = '⟦';

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub Locale);

impl Words {
    fn language(self) -> &'static LanguageIdentifier {
        match self.0 {
            Locale::De => &GERMAN,
            Locale::En => &ENGLISH,
        }
    }

    /// The text of this key.
    pub fn text(self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| format!("{MISSING}{key}⟧"))
    }

    /// The text of this key, if there is one: for keys made from data, such as an error code.
    pub fn find(self, key: &str) -> Option<String> {
        TEXTS
            .lookup_single_language::<&str>(self.language(), key, None)
            .ok()
    }

    /// The text of this key with one figure or name in it, called `$value`.
    pub fn text_with(self, key: &str, value: impl ToString) -> String {
        self.text_with_all(key, &[("value", value.to_string())])
    }

    /// The text of this key with a number in it, called `$count`, so that it can tell one from many.
    pub fn text_with_count(self, key: &str, count: impl Into<i64>) -> String {
        let arguments = HashMap::from([("count", FluentValue::from(count.into()))]);
        self.lookup(key, &arguments)
    }

    /// The text of this key with named values in it.
    pub fn text_with_all(self, key: &str, values: &[(&'static str, String)]) -> String {
        let arguments = values
            .iter()
            .map(|(name, value)| (*name, FluentValue::String(Cow::Borrowed(value.as_str()))))
            .collect();
        self.lookup(key, &arguments)
    }

    fn lookup(self, key: &str, arguments: &HashMap<&str, FluentValue<'_>>) -> String {
        TEXTS
            .lookup_single_language(self.language(), key, Some(arguments))
            .unwrap_or_else(|_| format!("{MISSING}{key}⟧"))
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    fn source(language: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(language);
        let files = fs::read_dir(folder).expect("a folder of texts");
        let text =
            |file: std::io::Result<fs::DirEntry>| fs::read_to_string(file.expect("a file").path());
        files.map(|file| text(file).expect("UTF-8")).collect()
    }

    fn keys(language: &str) -> BTreeSet<String> {
        source(language).lines().filter_map(key_of).collect()
    }

    /// A figure for every variable that any text names.
    fn figures(source: &str) -> HashMap<&str, FluentValue<'static>> {
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
        let name = |rest| str::split(rest, |c| !is_name(c)).next().unwrap_or_default();
        source
            .split('$')
            .skip(1)
            .map(|rest| (name(rest), FluentValue::from(2)))
            .collect()
    }

    fn key_of(line: &str) -> Option<String> {
        let (key, _) = line.split_once(" =")?;
        key.starts_with(|c: char| c.is_ascii_lowercase())
            .then(|| key.to_owned())
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        assert_eq!(keys("de"), keys("en"));
    }

    #[test]
    fn every_text_can_be_looked_up() {
        for locale in Locale::ALL {
            let source = source(locale.tag());
            for key in keys(locale.tag()) {
                let text = Words(locale).lookup(&key, &figures(&source));
                assert!(!text.starts_with(MISSING), "{locale:?} {key}");
            }
        }
    }

    #[test]
    fn a_text_takes_its_figures_without_invisible_characters() {
        assert_eq!(
            Words(Locale::De).text_with("help-topic-title", "X"),
            "Hilfe: X"
        );
        assert_eq!(Words(Locale::De).text("no-such-key"), "⟦no-such-key⟧");
    }
}
