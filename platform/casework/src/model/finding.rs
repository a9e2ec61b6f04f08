//! Findings: what a case shows about the structures, without the person.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ids::AccountId, keys::UnitKey};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use tenants::model::keys::{LegalFieldKey, LifeAreaKey, MunicipalityAgs};

use super::{CaseId, FindingId, fold_name};

kernel::choices! {
    /// What kind of structural problem a case shows.
    FindingKind {
        /// Nobody is competent.
        Gap = "gap",
        /// Two competences do not fit together.
        Friction = "friction",
        /// An offer is missing, full or too far away.
        MissingOffer = "missing-offer",
        /// Several do the same beside each other.
        DuplicateStructure = "duplicate-structure",
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// The case that shows it.
    pub case_id: CaseId,
    /// What kind.
    pub kind: FindingKind,
    /// It in one line.
    pub title: String,
    /// What happens, and what would have to change.
    pub description: String,
    /// The municipality.
    pub municipality: MunicipalityAgs,
    /// The unit, where the county has some.
    pub unit: Option<UnitKey>,
    /// The area of life.
    pub life_area: Option<LifeAreaKey>,
    /// The laws whose services are concerned.
    pub legal_fields: Vec<LegalFieldKey>,
    /// The offices and services concerned.
    pub offices: String,
    /// The day on which it was seen.
    pub seen_on: NaiveDate,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl Finding {
    /// Its position in the list, latest first.
    pub fn cursor(&self) -> FindingCursor {
        FindingCursor {
            seen_on: self.seen_on,
            id: self.id,
        }
    }
}

/// The position of a finding, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCursor {
    /// The day.
    pub seen_on: NaiveDate,
    /// Between findings of one day.
    pub id: FindingId,
}

/// A finding as somebody enters it. Place and unit are those of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// The case.
    pub case_id: CaseId,
    /// Field `kind`.
    pub kind: Option<FindingKind>,
    /// Field `title`.
    pub title: String,
    /// Field `description`.
    pub description: String,
    /// Field `lifeArea`.
    pub life_area: Option<String>,
    /// Field `legalFields`.
    pub legal_fields: Vec<String>,
    /// Field `offices`; may be empty.
    pub offices: String,
    /// Field `seenOn`: neither in the future nor before the case was opened.
    pub seen_on: NaiveDate,
}

/// Which findings are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Only this kind.
    pub kind: Option<FindingKind>,
    /// Only this area of life.
    pub life_area: Option<LifeAreaKey>,
    /// Only this municipality.
    pub municipality: Option<MunicipalityAgs>,
}

/// Words of fewer letters say nothing about what a text is about.
const TELLING_WORD_MIN: usize = 4;

/// Two texts share at least this part of the shorter one's words, in hundredths, to be alike.
const ALIKE_PERCENT_MIN: usize = 40;

/// The words that tell what a text is about: long enough, without case, accents and the endings by
/// which German nouns and adjectives differ.
pub fn telling_words(text: &str) -> BTreeSet<String> {
    fold_name(text)
        .split_whitespace()
        .filter(|word| word.chars().count() >= TELLING_WORD_MIN)
        .map(stem)
        .collect()
}

fn stem(word: &str) -> String {
    let endings = ["ern", "en", "er", "es", "em", "e", "n"];
    let without = endings.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= TELLING_WORD_MIN).then(|| stem.to_owned())
    });
    without.unwrap_or_else(|| word.to_owned())
}

/// How alike two texts are, in hundredths: what part of the words of the one with fewer stands in
/// the other; 0 below the least that counts as alike.
pub fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let fewer = one.len().min(other.len());
    if fewer == 0 {
        return 0;
    }
    let percent = one.intersection(other).count() * 100 / fewer;
    if percent >= ALIKE_PERCENT_MIN {
        percent
    } else {
        0
    }
}

/// Whether a text names somebody: one of the names stands in it as a word of its own. Names of up
/// to two letters are passed over, they stand in too many texts.
pub fn names_somebody(text: &str, names: &[&str]) -> bool {
    let text = fold_name(text);
    let words: BTreeSet<&str> = text.split_whitespace().collect();
    names.iter().any(|name| {
        fold_name(name)
            .split_whitespace()
            .filter(|part| part.chars().count() > 2)
            .any(|part| words.contains(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_texts_share_most_of_their_telling_words() {
        let likeness_of = |one, other| likeness(&telling_words(one), &telling_words(other));
        assert!(
            likeness_of(
                "Kein Kinderbetreuungsplatz während des Sprachkurses",
                "Sprachkurs ohne Kinderbetreuungsplätze in Beckum"
            ) > 0
        );
        assert_eq!(
            likeness_of(
                "Kein Kinderbetreuungsplatz während des Sprachkurses",
                "Jobcenter und Sozialamt halten sich beide für unzuständig"
            ),
            0
        );
        assert_eq!(likeness_of("", "Sprachkurs"), 0);
    }

    #[test]
    fn a_name_is_found_as_a_word_and_however_it_is_written() {
        let names = ["Amina", "al-Haddad"];
        assert!(names_somebody("Frau HADDAD wartet", &names));
        assert!(names_somebody("Antrag von amina, abgelehnt", &names));
        assert!(
            !names_somebody("Al Gore", &names),
            "two letters are no name"
        );
        assert!(!names_somebody("Aminasäuren", &names));
    }
}
