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
        .map(|(name, value)| {
            let value = readable(locale, name, value);
            (Cow::Borrowed(*name), FluentValue::from(value))
        })
        .collect();
    TEXTS.try_lookup_with_args(language, id, &arguments)
}

/// A limit with its thousands apart, everything else as it is: a number can also be a year or a
/// case's.
fn readable(locale: Locale, name: &str, value: &str) -> String {
    match value.parse() {
        Ok(limit) if ["min", "max"].contains(&name) => locale.format_count(limit),
        _ => value.to_owned(),
    }
}

/// The text with this id; a test proves that every id used here has one in both languages.
pub(crate) fn text(locale: Locale, id: &str, arguments: &[(&'static str, String)]) -> String {
    find_text(locale, id, arguments).unwrap_or_else(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use casework::model::{
        AppointmentKind, ArchiveAnswer, CaseState, ClosingGround, DocumentKind, DuplicateReason,
        Gender, HouseholdRole, ItemState, ReferralBasis, ReferralState, ReleaseRefusal,
        ResidenceStatus, SubjectKind, TaskState,
    };
    use tenants::model::retention::DataKind;

    use super::*;

    fn keys<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|value| key(*value)).collect()
    }

    #[test]
    fn every_entry_of_a_closed_list_has_a_word_in_both_languages() {
        let lists = [
            ("case-state", keys(CaseState::ALL, CaseState::key)),
            (
                "closing-ground",
                keys(ClosingGround::ALL, ClosingGround::key),
            ),
            (
                "archive-answer",
                keys(ArchiveAnswer::ALL, ArchiveAnswer::key),
            ),
            ("data-kind", keys(&DataKind::ALL, DataKind::as_str)),
            ("retention-measure", vec!["delete", "anonymise"]),
            ("retention-state", keys(ItemState::ALL, ItemState::key)),
            (
                "retention-subject",
                keys(SubjectKind::ALL, SubjectKind::key),
            ),
            (
                "release-refusal",
                keys(ReleaseRefusal::ALL, ReleaseRefusal::key),
            ),
            ("gender", keys(Gender::ALL, Gender::key)),
            (
                "household-role",
                keys(HouseholdRole::ALL, HouseholdRole::key),
            ),
            (
                "referral-basis",
                keys(ReferralBasis::ALL, ReferralBasis::key),
            ),
            (
                "referral-state",
                keys(ReferralState::ALL, ReferralState::key),
            ),
            (
                "duplicate-reason",
                keys(DuplicateReason::ALL, DuplicateReason::key),
            ),
            (
                "residence-status",
                keys(ResidenceStatus::ALL, ResidenceStatus::key),
            ),
            (
                "appointment-kind",
                keys(AppointmentKind::ALL, AppointmentKind::key),
            ),
            ("document-kind", keys(DocumentKind::ALL, DocumentKind::key)),
            ("task-state", keys(TaskState::ALL, TaskState::key)),
        ];
        for (list, keys) in lists {
            for key in keys {
                for locale in Locale::ALL {
                    assert!(
                        find_text(locale, &format!("{list}-{}", key.replace('_', "-")), &[])
                            .is_some(),
                        "{list} {key} {locale:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_figures() {
        let texts = |language: &str, file: &str| -> BTreeSet<(String, BTreeSet<String>)> {
            let path = format!(
                "{}/locales/{language}/{file}.ftl",
                env!("CARGO_MANIFEST_DIR")
            );
            let content = fs::read_to_string(path).expect("the file is there");
            let message = |line: &str| {
                let (id, text) = line.split_once(" = ")?;
                let figures = text
                    .split("{ $")
                    .skip(1)
                    .filter_map(|rest| rest.split_once(' '));
                Some((
                    id.to_owned(),
                    figures.map(|(name, _)| name.to_owned()).collect(),
                ))
            };
            content.lines().filter_map(message).collect()
        };
        for file in ["errors", "lists", "privacy"] {
            assert_eq!(texts("de", file), texts("en", file), "{file}.ftl");
        }
    }
}
