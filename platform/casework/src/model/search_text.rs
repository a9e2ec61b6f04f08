//! The words by which persons, cases and contacts are found, and those that a search asks for.
//!
//! Both are made by one rule: a day in any of the usual ways of writing is the day, the number of a case
//! is itself, everything else is folded as names are. What begins with the words asked for is found.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    limits::{SEARCH_WORD_LENGTH_MAX, SEARCH_WORDS_MAX},
    name_search::fold_name,
};

/// How people write days: `12.03.1999`, `1999-03-12`, `12/03/1999`.
const DAY_FORMATS: [&str; 3] = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"];
/// From `2.3.1999` to `12.03.1999`.
const DAY_LENGTHS: std::ops::RangeInclusive<usize> = 8..=10;
/// Letters that stand alone say nothing in a text.
const TEXT_WORD_LENGTH_MIN: usize = 2;

/// The position of something found; the word it was found by is looked up, since it would otherwise
/// stand in the address of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchCursor(pub Uuid);

/// Words to search for: the first [`SEARCH_WORDS_MAX`].
pub fn query_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in words_of(text) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(SEARCH_WORDS_MAX);
    words
}

/// A person is found by every part of the name and by the day of birth, or its year.
pub(crate) fn words_of_person(
    given_name: &str,
    family_name: &str,
    birth_date: Option<NaiveDate>,
) -> BTreeSet<String> {
    let names = words_of(family_name).chain(words_of(given_name));
    names.chain(birth_date.map(|day| day.to_string())).collect()
}

/// A case is found by its number, with or without the year, and by its reason.
pub(crate) fn words_of_case(number: &str, reason: &str) -> BTreeSet<String> {
    let running = number.rsplit('-').next().unwrap_or_default();
    let numbers = [number, running, running.trim_start_matches('0')];
    let numbers = numbers.into_iter().filter(|word| !word.is_empty());
    words_of_contact(reason)
        .into_iter()
        .chain(numbers.map(str::to_lowercase))
        .collect()
}

/// A contact is found by its note.
pub(crate) fn words_of_contact(note: &str) -> BTreeSet<String> {
    words_of(note)
        .filter(|word| word.chars().nth(TEXT_WORD_LENGTH_MIN - 1).is_some())
        .collect()
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().flat_map(|piece| {
        let piece = piece.trim_matches(|sign: char| !sign.is_alphanumeric());
        match special_word(piece) {
            Some(word) => vec![word],
            None => fold_name(piece).split_whitespace().map(cut).collect(),
        }
    })
}

/// A day, or the number of a case: both hold signs that would part them.
fn special_word(piece: &str) -> Option<String> {
    let digits = piece
        .chars()
        .all(|sign| sign.is_ascii_digit() || "./-".contains(sign));
    if !digits || !piece.contains(['.', '/', '-']) {
        return None;
    }
    let is_day = DAY_LENGTHS.contains(&piece.len());
    let mut days = DAY_FORMATS.iter().filter(|_| is_day);
    let day = days.find_map(|format| NaiveDate::parse_from_str(piece, format).ok());
    // "12.03.99" would be a day of the year 99.
    if let Some(day) = day.filter(|day| day.year() >= 1_000) {
        return Some(day.to_string());
    }
    let (year, rest) = piece.split_once('-')?;
    let is_number = year.len() == 4 && rest.chars().all(|sign| sign.is_ascii_digit());
    is_number.then(|| cut(piece))
}

/// An index takes words of some length only, and nobody types more.
fn cut(word: &str) -> String {
    word.chars().take(SEARCH_WORD_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_search_asks_for_names_days_and_numbers() {
        for (text, words) in [
            ("Müller, Maria", vec!["muller", "maria"]),
            ("Mueller 12.03.1999", vec!["muller", "1999-03-12"]),
            ("2.3.1999", vec!["1999-03-02"]),
            ("1999-03-12", vec!["1999-03-12"]),
            ("(12/03/1999)", vec!["1999-03-12"]),
            ("12.03.99", vec!["12", "03", "99"]),
            ("31.02.1999", vec!["31", "02", "1999"]),
            ("2026-000123", vec!["2026-000123"]),
            ("2026-", vec!["2026"]),
            ("Al-Hassan", vec!["al", "hassan"]),
            ("ali ali", vec!["ali"]),
            (" -%_' ", vec![]),
        ] {
            assert_eq!(query_words(text), words, "{text}");
        }
        assert_eq!(query_words("a b c d f g h i").len(), SEARCH_WORDS_MAX);
        assert_eq!(
            query_words(&"x".repeat(5_000)),
            ["x".repeat(SEARCH_WORD_LENGTH_MAX)]
        );
    }

    #[test]
    fn things_have_the_words_they_are_found_by() {
        let sorted = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>();
        let day = NaiveDate::from_ymd_opt(1999, 3, 12);
        assert_eq!(
            sorted(words_of_person("Jürgen A.", "Groß-Öztürk", day)),
            ["1999-03-12", "a", "gross", "jurgen", "ozturk"]
        );
        assert_eq!(
            sorted(words_of_case("2026-000123", "Sucht a Wohnung.")),
            ["000123", "123", "2026-000123", "sucht", "wohnung"]
        );
        assert_eq!(
            sorted(words_of_contact("Termin am 12.03.2026 – z. B. im Amt")),
            ["2026-03-12", "am", "amt", "im", "termin"]
        );
    }

    proptest! {
        #[test]
        fn the_beginning_of_a_word_of_a_name_finds_it(name in "[a-zA-ZäöüßéşłØ]{1,40}", cut in 1usize..40) {
            let words = words_of_person(&name, "", None);
            let beginning: String = name.chars().take(cut).collect();
            for wanted in query_words(&beginning) {
                prop_assert!(words.iter().any(|word| word.starts_with(&wanted)), "{wanted} in {words:?}");
            }
        }
    }
}
