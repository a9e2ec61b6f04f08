//! Texts for people: German and English, from `locales/<language>/*.ftl`.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};
use kernel::locale::Locale;
use unic_langid::langid;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "de",
        // The isolating marks would show as boxes in logs and terminals; all texts run left to right.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const GERMAN: LanguageIdentifier = langid!("de");
const ENGLISH: LanguageIdentifier = langid!("en");

/// The text with this id in the reader's language; `None` if the file of that language lacks it.
pub(crate) fn find_text(
    locale: Locale,
    id: &str,
    arguments: &[(&'static str, String)],
) -> Option<String> {
    let language = match locale {
        Locale::De => &GERMAN,
        Locale::En => &ENGLISH,
    };
    let arguments: HashMap<Cow<'static, str>, FluentValue> = arguments
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(value.clone())))
        .collect();
    TEXTS.try_lookup_with_args(language, id, &arguments)
}

/// The text with this id; a test proves that every id used here has one in both languages.
pub(crate) fn text(locale: Locale, id: &str, arguments: &[(&'static str, String)]) -> String {
    find_text(locale, id, arguments).unwrap_or_else(|| id.to_owned())
}
