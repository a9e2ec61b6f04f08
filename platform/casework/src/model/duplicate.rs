//! How likely two records are about one person, and why.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::DeriveValueType;

use super::name_sound::{name_words, sound_alike, sounds};

/// From this score on a record is shown as a possible duplicate.
pub const DUPLICATE_SCORE_MIN: u8 = 55;
/// From this score on a duplicate is likely enough to say that there may be one which the actor may not
/// see: the names and the day of birth are alike.
pub const DUPLICATE_SCORE_LIKELY: u8 = 80;

kernel::choices! {
    /// Why a record may be about the same person.
    DuplicateReason {
        /// Both names are the same.
        SameName = "same-name",
        /// Both names are the same or sound alike.
        NameSoundsAlike = "name-sounds-alike",
        /// Given and family name changed places.
        NamesSwapped = "names-swapped",
        /// One of the names is the same or sounds alike.
        OneNameAlike = "one-name-alike",
        /// The day of birth is the same.
        SameBirthDate = "same-birth-date",
        /// Day and month changed places.
        BirthDateSwapped = "birth-date-swapped",
        /// One digit of the day of birth differs.
        BirthDateOneDigit = "birth-date-one-digit",
        /// The year is the same, and one of the records has the first of January, which documents show if
        /// only the year is known.
        BirthDateYearOnly = "birth-date-year-only",
        /// One of the days of birth is not known.
        BirthDateUnknown = "birth-date-unknown",
    }
}

/// What a person is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 100.
    pub score: u8,
    /// Why: about the name, then about the day of birth.
    pub reasons: [DuplicateReason; 2],
}

/// Names and day of birth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    given: Vec<String>,
    family: Vec<String>,
    birth_date: Option<NaiveDate>,
}

impl Identity {
    /// Reads the names.
    pub fn new(given_name: &str, family_name: &str, birth_date: Option<NaiveDate>) -> Self {
        Self {
            given: name_words(given_name),
            family: name_words(family_name),
            birth_date,
        }
    }

    /// By what candidates are looked up: records that share none of them are not alike. A given name
    /// with a family name, in any order; or one name with the day of birth, in any order of day and month.
    pub(crate) fn keys(&self) -> BTreeSet<String> {
        let of = |words: &[String]| -> BTreeSet<String> {
            words.iter().flat_map(|word| sounds(word)).collect()
        };
        let (given, family) = (of(&self.given), of(&self.family));
        let mut keys = BTreeSet::new();
        for one in &given {
            for two in &family {
                keys.insert(format!("{} {}", one.min(two), one.max(two)));
            }
        }
        if let Some(day) = self.birth_date {
            let (low, high) = (day.day().min(day.month()), day.day().max(day.month()));
            for sound in given.union(&family) {
                keys.insert(format!("{} {low} {high} {sound}", day.year()));
            }
        }
        keys
    }

    /// How much alike two are; none if not enough to be told.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let (by_name, name) = self.names_alike(other)?;
        let (by_day, day) = birth_dates_alike(self.birth_date, other.birth_date)?;
        let score = by_name + by_day;
        (score >= DUPLICATE_SCORE_MIN).then_some(Likeness {
            score,
            reasons: [name, day],
        })
    }

    fn names_alike(&self, other: &Self) -> Option<(u8, DuplicateReason)> {
        let given = words_alike(&self.given, &other.given);
        let family = words_alike(&self.family, &other.family);
        let swapped = words_alike(&self.given, &other.family) > Alike::No
            && words_alike(&self.family, &other.given) > Alike::No;
        match given.min(family) {
            Alike::Same => Some((60, DuplicateReason::SameName)),
            Alike::Sound => Some((45, DuplicateReason::NameSoundsAlike)),
            Alike::No if swapped => Some((45, DuplicateReason::NamesSwapped)),
            Alike::No if given.max(family) > Alike::No => Some((20, DuplicateReason::OneNameAlike)),
            Alike::No => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    No,
    Sound,
    Same,
}

/// Every word of the shorter name must be one of the longer: second names come and go.
fn words_alike(one: &[String], two: &[String]) -> Alike {
    let (short, long) = if one.len() <= two.len() {
        (one, two)
    } else {
        (two, one)
    };
    let sounds_in = |word: &String| long.iter().any(|other| sound_alike(word, other));
    if short.is_empty() || !short.iter().all(sounds_in) {
        Alike::No
    } else if one == two {
        Alike::Same
    } else {
        Alike::Sound
    }
}

/// None if the days say that these are two persons.
fn birth_dates_alike(
    one: Option<NaiveDate>,
    two: Option<NaiveDate>,
) -> Option<(u8, DuplicateReason)> {
    let (Some(one), Some(two)) = (one, two) else {
        return Some((10, DuplicateReason::BirthDateUnknown));
    };
    let digits = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let (a, b) = (digits(one), digits(two));
    let different = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    let same_year = one.year() == two.year();
    let swapped = same_year && (one.day(), one.month()) == (two.month(), two.day());
    let is_new_year = |day: NaiveDate| day.ordinal() == 1;
    if one == two {
        Some((40, DuplicateReason::SameBirthDate))
    } else if swapped {
        Some((35, DuplicateReason::BirthDateSwapped))
    } else if different == 1 {
        Some((30, DuplicateReason::BirthDateOneDigit))
    } else if same_year && (is_new_year(one) || is_new_year(two)) {
        Some((20, DuplicateReason::BirthDateYearOnly))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{DuplicateReason::*, *};

    fn identity(given: &str, family: &str, born: &str) -> Identity {
        Identity::new(given, family, born.parse().ok())
    }

    type Expected = Option<(u8, [DuplicateReason; 2])>;

    /// Each of these people beside Mohammed Al-Haddad, born on 3 May 1990.
    fn assert_likeness(people: &[(&str, &str, &str, Expected)]) {
        let known = identity("Mohammed", "Al-Haddad", "1990-05-03");
        for (given, family, born, expected) in people {
            let found = known.likeness(&identity(given, family, born));
            let found = found.map(|likeness| (likeness.score, likeness.reasons));
            assert_eq!(found, *expected, "{given} {family} {born}");
        }
    }

    #[test]
    fn names_that_sound_alike_count_by_their_birth_dates() {
        assert_likeness(&[
            (
                "Mohammed",
                "Al-Haddad",
                "1990-05-03",
                Some((100, [SameName, SameBirthDate])),
            ),
            (
                "mohammed",
                "Haddad",
                "1990-05-03",
                Some((100, [SameName, SameBirthDate])),
            ),
            (
                "Muhammad",
                "Hadad",
                "1990-05-03",
                Some((85, [NameSoundsAlike, SameBirthDate])),
            ),
            (
                "Muhamad",
                "Hadad",
                "1990-03-05",
                Some((80, [NameSoundsAlike, BirthDateSwapped])),
            ),
            (
                "Muhamad",
                "Hadad",
                "1991-05-03",
                Some((75, [NameSoundsAlike, BirthDateOneDigit])),
            ),
            (
                "Muhamad",
                "Hadad",
                "1990-01-01",
                Some((65, [NameSoundsAlike, BirthDateYearOnly])),
            ),
            (
                "Muhamad",
                "Hadad",
                "",
                Some((55, [NameSoundsAlike, BirthDateUnknown])),
            ),
        ]);
    }

    #[test]
    fn swapped_and_half_alike_names_count_less() {
        assert_likeness(&[
            (
                "Haddad",
                "Mohamad",
                "1990-05-03",
                Some((85, [NamesSwapped, SameBirthDate])),
            ),
            (
                "Mohammed Ali",
                "Haddad",
                "1990-05-03",
                Some((85, [NameSoundsAlike, SameBirthDate])),
            ),
            (
                "Mohammed",
                "Schmidt",
                "1990-05-03",
                Some((60, [OneNameAlike, SameBirthDate])),
            ),
            (
                "Mohammed",
                "Schmidt",
                "1990-03-05",
                Some((55, [OneNameAlike, BirthDateSwapped])),
            ),
            ("Mohammed", "Schmidt", "", None),
            ("Mohammed", "Haddad", "1984-11-20", None),
            ("Amina", "Schmidt", "1990-05-03", None),
        ]);
    }

    #[test]
    fn whatever_is_alike_shares_a_key_to_be_looked_up_by() {
        let people = [
            ("Mohammed", "Al-Haddad", "1990-05-03"),
            ("Muhamad", "Hadad", "1990-03-05"),
            ("Haddad", "Mohamad", "1991-05-03"),
            ("Mohammed", "Schmidt", "1990-05-03"),
            ("Youssef", "Hadad", ""),
            ("Jussuf", "Alhaddad", "1990-01-01"),
        ];
        let people = people.map(|(given, family, born)| identity(given, family, born));
        for one in &people {
            for two in &people {
                if one.likeness(two).is_some() {
                    assert!(!one.keys().is_disjoint(&two.keys()), "{one:?} {two:?}");
                }
            }
        }
    }
}
