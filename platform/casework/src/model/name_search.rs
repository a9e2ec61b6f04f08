//! Finding names however they are typed.
//!
//! One rule, for what is stored and for what is searched: lower case; accents and umlaut dots fall;
//! `ß` is `ss`, other letters with strokes or ligatures are their plain ones; an `e` after `a`, `o` or
//! `u` falls, since there it is how an umlaut is written without its dots; whatever is neither letter
//! nor digit parts words, except apostrophes, which fall. So `Müller`, `Mueller`, `MULLER` are one.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::limits::SEARCH_WORDS_MAX;

/// The folded words of a name, each after one space: `" muller maria"`. A word that begins with
/// `mul` is then found by the text `" mul"`.
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len() + 1);
    let mut within_word = false;
    let plain = name.chars().flat_map(char::to_lowercase).nfkd();
    // Decomposing may bring capitals back (mathematical letters), hence lower case on both sides.
    for letter in plain
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_combining_mark(*letter))
    {
        if matches!(letter, '\'' | '’' | 'ʼ' | '`') {
            continue;
        }
        if letter.is_alphanumeric() && !within_word {
            folded.push(' ');
        }
        within_word = letter.is_alphanumeric();
        if within_word {
            push_letter(&mut folded, letter);
        }
    }
    folded
}

/// Folded words to search for, at most [`SEARCH_WORDS_MAX`]. They hold letters and digits only, so
/// they are safe in a pattern.
pub fn search_words(search: &str) -> Vec<String> {
    fold_name(search)
        .split_whitespace()
        .take(SEARCH_WORDS_MAX)
        .map(str::to_owned)
        .collect()
}

fn push_letter(folded: &mut String, letter: char) {
    match letter {
        'e' if folded.ends_with(['a', 'o', 'u']) => {}
        'ß' => folded.push_str("ss"),
        'æ' => folded.push('a'),
        'ø' | 'œ' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        'þ' => folded.push_str("th"),
        plain => folded.push(plain),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_one_however_they_are_typed() {
        for (folded, names) in [
            (
                " muller",
                vec![
                    "Müller",
                    "Mueller",
                    "muller",
                    "MÜLLER",
                    "Mu\u{308}ller",
                    " Müller ",
                ],
            ),
            (" strass", vec!["Straß", "Strass", "STRASS"]),
            (" sahin", vec!["Şahin", "Sahin"]),
            (" isik", vec!["Işık", "ISIK", "İşik"]),
            (" oneill", vec!["O'Neill", "O’Neill", "ONeill"]),
            (" al hassan", vec!["Al-Hassan", "al hassan"]),
            (" lukasz", vec!["Łukasz"]),
            (" nguyen", vec!["Nguyễn", "Nguyen"]),
            (" jorgensen", vec!["Jørgensen", "Joergensen"]),
            (" 山田", vec!["山田"]),
            ("", vec!["", " ", "-%_'"]),
        ] {
            for name in names {
                assert_eq!(fold_name(name), folded, "{name}");
            }
        }
    }

    #[test]
    fn a_search_is_cut_at_its_limit_and_safe_in_a_pattern() {
        assert_eq!(search_words("  Mül_ler, 50% \\ "), ["mul", "ler", "50"]);
        assert_eq!(search_words("a b c d f g h i").len(), SEARCH_WORDS_MAX);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in ".{0,40}") {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }

        #[test]
        fn the_beginning_of_a_name_finds_it(name in "[a-zA-ZäöüßéşłØ' -]{1,30}", cut in 0usize..30) {
            let beginning: String = name.chars().take(cut).collect();
            let folded = fold_name(&name);
            for word in search_words(&beginning) {
                prop_assert!(folded.contains(&format!(" {word}")), "{word} in {folded}");
            }
        }

        #[test]
        fn an_umlaut_and_its_spelling_out_are_one(before in "[b-df-hj-np-tv-z]{1,5}", after in "[a-z]{0,5}") {
            for (umlaut, spelled) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue")] {
                prop_assert_eq!(
                    fold_name(&format!("{before}{umlaut}{after}")),
                    fold_name(&format!("{before}{spelled}{after}"))
                );
            }
        }
    }
}
