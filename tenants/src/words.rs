//! The platform's own words: a key with its German and English label.
//!
//! A plain key (`unit`) is a word of the pages; `family.key` (`life-area.housing`) is an entry
//! of a list from which a county chooses. To add one, add a line to `words/words.csv`.

use std::{collections::BTreeMap, sync::LazyLock};

use kernel::locale::Locale;
use serde::Deserialize;

/// A word of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Word {
    key: String,
    de: String,
    en: String,
}

impl Word {
    /// The word in that language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::De => &self.de,
            Locale::En => &self.en,
        }
    }
}

static WORDS: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../words/words.csv").as_bytes())
        .deserialize()
        .map(|row| row.expect("the built-in list of words is read by a test"))
        .map(|word: Word| (word.key.clone(), word))
        .collect()
});

/// The platform's word for a key.
pub fn find_word(key: &str) -> Option<&'static Word> {
    WORDS.get(key)
}

/// Every key for which the platform has a word, in order.
pub fn word_keys() -> impl Iterator<Item = &'static str> {
    WORDS.keys().map(String::as_str)
}

/// The keys that the platform knows of a family, without the family's name.
pub fn family_keys(family: Family) -> impl Iterator<Item = &'static str> {
    word_keys().filter_map(move |key| key.strip_prefix(family.as_str())?.strip_prefix('.'))
}

/// Families of keys that have labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Constellations.
    Constellation,
    /// Phases.
    Phase,
    /// Life areas.
    LifeArea,
    /// Channels.
    Channel,
    /// Referring bodies.
    ReferringBody,
    /// Legal fields.
    LegalField,
    /// Languages.
    Language,
    /// Functions of posts.
    Function,
    /// Roles, the platform's and the county's own.
    Role,
    /// Kinds of bodies.
    BodyKind,
    /// Kinds of carriers.
    CarrierKind,
    /// Kinds of data.
    DataKind,
    /// Stages of the target group.
    Stage,
    /// Programmes and services beside KIM.
    Programme,
}

impl Family {
    /// The family's name in label keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Constellation => "constellation",
            Self::Phase => "phase",
            Self::LifeArea => "life-area",
            Self::Channel => "channel",
            Self::ReferringBody => "referring-body",
            Self::LegalField => "legal-field",
            Self::Language => "language",
            Self::Function => "function",
            Self::Role => "role",
            Self::BodyKind => "body-kind",
            Self::CarrierKind => "carrier-kind",
            Self::DataKind => "data-kind",
            Self::Stage => "stage",
            Self::Programme => "programme",
        }
    }

    /// The label key of an entry of this family.
    pub fn label_key(self, key: &str) -> String {
        format!("{}.{key}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use kernel::access::Role;

    use super::*;
    use crate::model::{bodies::BodyKind, keys::LabelKey, retention::DataKind};

    #[test]
    fn every_word_has_a_label_key_and_both_languages() {
        assert!(WORDS.len() > 150);
        for (key, word) in WORDS.iter() {
            assert!(key.parse::<LabelKey>().is_ok(), "{key}");
            assert!(!word.de.is_empty() && !word.en.is_empty(), "{key}");
        }
    }

    #[test]
    fn whatever_the_platform_fixes_has_a_word() {
        let has = |family: Family, key| {
            assert!(
                find_word(&family.label_key(key)).is_some(),
                "{family:?} {key}"
            );
        };
        DataKind::ALL
            .iter()
            .for_each(|kind| has(Family::DataKind, kind.as_str()));
        Role::ALL
            .iter()
            .for_each(|role| has(Family::Role, role.key()));
        let kinds = [
            BodyKind::SteeringGroup,
            BodyKind::CoordinationGroup,
            BodyKind::ProjectGroup,
        ];
        kinds
            .iter()
            .for_each(|kind| has(Family::BodyKind, kind.as_str()));
    }
}
