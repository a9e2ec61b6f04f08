//! Countries by name: people choose a nationality by its name, the schema takes its code.

use std::{collections::BTreeMap, sync::LazyLock};

use kernel::locale::Locale;

use super::Entry;
use crate::pages::frame::Frame;

/// Made by the bundler: for each language the codes with their names, in alphabetical order.
static NAMES: LazyLock<BTreeMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let names = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/dist/countries.json"
    ));
    serde_json::from_str(names).expect("the bundler writes lists of keys and labels")
});

/// Every country with its name, and `XX` for stateless, in alphabetical order.
pub(super) fn countries(frame: &Frame) -> &'static [Entry] {
    names(frame.words.0)
}

fn names(locale: Locale) -> &'static [Entry] {
    NAMES.get(locale.tag()).map_or(&[], Vec::as_slice)
}

/// The name of a country; its code if it has none.
pub(super) fn country_name(code: &str, locale: Locale) -> &str {
    let entry = names(locale).iter().find(|entry| entry.key == code);
    entry.map_or(code, |entry| &entry.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_both_languages() {
        for (locale, syria, kosovo, none) in [
            (Locale::De, "Syrien", "Kosovo", "staatenlos"),
            (Locale::En, "Syria", "Kosovo", "stateless"),
        ] {
            let found = ["SY", "XK", "XX", "??"].map(|code| country_name(code, locale));
            assert_eq!(found, [syria, kosovo, none, "??"]);
            let keys = |locale| {
                let mut keys: Vec<_> = names(locale).iter().map(|entry| &entry.key).collect();
                keys.sort();
                keys
            };
            assert_eq!(keys(locale), keys(Locale::De));
        }
    }
}
