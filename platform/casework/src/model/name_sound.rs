//! How names sound, whoever wrote them down and by which rules of transliteration.
//!
//! The sound is that of the Cologne phonetics (Postel 1969), made for German offices: it takes letters
//! that sound alike as one digit and leaves out vowels but the first. Names that came through Arabic,
//! Persian, Turkish, Ukrainian or Russian are written in several ways that Cologne phonetics keeps apart
//! (`Khalid`, `Chalid`, `Halid`), so a word has the sounds of all its usual spellings. Since few digits
//! put `Mohammed` and `Mahmoud` together, names that sound alike must be spelled alike too.

use std::collections::BTreeSet;

use super::name_search::fold_name;

/// Words that belong to a name in one document and are missing in the next.
const PARTICLES: [&str; 15] = [
    "al", "el", "ad", "ar", "as", "an", "at", "abu", "ibn", "bin", "ben", "von", "van", "der", "de",
];
/// How "servant of the" is written before one of the names of God: `Abdulrahman`, `Abdel Rahman`.
const SERVANT: [&str; 10] = [
    "abdul", "abdel", "abdal", "abdur", "abder", "abdar", "abdol", "abdoul", "abd", "abdi",
];
/// Spellings of a word that are looked at; more alternatives in one word are rarer than typing errors.
const SPELLINGS_MAX: usize = 8;
/// Of ten letters, so many may differ between spellings of one name: `Mohammed` and `Muhamad` do in two,
/// `Mohammed` and `Mahmoud` in more.
const DIFFERENT_OF_TEN_MAX: usize = 4;

/// The words of a name without particles, folded and in Latin letters.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let folded = fold_name(&latin(name));
    let words: Vec<&str> = folded.split_whitespace().collect();
    let telling = words.iter().filter(|word| !PARTICLES.contains(word));
    let telling: Vec<String> = telling.map(|word| (*word).to_owned()).collect();
    if telling.is_empty() {
        words.into_iter().map(str::to_owned).collect()
    } else {
        telling
    }
}

/// All sounds of a folded word. A word in another script has itself as its sound.
pub(crate) fn sounds(word: &str) -> BTreeSet<String> {
    let sound = |spelling: &String| cologne(spelling);
    let sounds: BTreeSet<String> = spellings(word)
        .iter()
        .map(sound)
        .filter(|sound| !sound.is_empty())
        .collect();
    if sounds.is_empty() {
        BTreeSet::from([word.to_owned()])
    } else {
        sounds
    }
}

/// Whether two folded words are spellings of one name.
pub(crate) fn sound_alike(one: &str, two: &str) -> bool {
    one == two
        || (!sounds(one).is_disjoint(&sounds(two)) && {
            let skeletons = |word| spellings(word).into_iter().map(|word| skeleton(&word));
            skeletons(one).any(|a| skeletons(two).any(|b| spelled_alike(&a, &b)))
        })
}

fn spelled_alike(one: &str, two: &str) -> bool {
    let longer = one.chars().count().max(two.chars().count());
    distance(one, two) * 10 <= longer * DIFFERENT_OF_TEN_MAX
}

/// The word and how else it is written.
fn spellings(word: &str) -> Vec<String> {
    let plain = ["dsch", "dzh", "dsh", "dj"]
        .iter()
        .fold(word.to_owned(), |word, way| word.replace(way, "j"));
    let plain = plain
        .replace("sch", "s")
        .replace("sh", "s")
        .replace("zh", "z");
    let mut all = vec![plain.clone()];
    let mut add = |spelling: String| {
        if spelling.chars().nth(2).is_some() && all.len() < SPELLINGS_MAX {
            all.push(spelling);
        }
    };
    if plain.contains("kh") {
        add(plain.replace("kh", "h"));
    }
    if let Some(rest) = plain
        .strip_prefix("ch")
        .filter(|rest| rest.starts_with(is_vowel))
    {
        add(format!("h{rest}"));
        add(format!("s{rest}"));
    }
    if plain.contains("ch") {
        add(plain.replace("ch", "s"));
    }
    if plain.contains('w') {
        add(plain.replace('w', "u"));
    }
    if let Some(rest) = plain.strip_prefix("al").or(plain.strip_prefix("el"))
        && rest.len() > 4
    {
        add(rest.to_owned());
    }
    for servant in SERVANT {
        if let Some(rest) = plain.strip_prefix(servant).filter(|rest| rest.len() > 3) {
            add(rest.to_owned());
        }
    }
    all
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// What all spellings of a name have about in common: vowels in three groups, no doubled letters.
fn skeleton(word: &str) -> String {
    let word = word
        .replace("kh", "h")
        .replace("ch", "h")
        .replace("ph", "f");
    let word = word
        .replace("ts", "s")
        .replace("tz", "s")
        .replace("dt", "t");
    let mut skeleton = String::with_capacity(word.len());
    for letter in word.chars() {
        let plain = match letter {
            'e' | 'i' | 'j' | 'y' => 'i',
            'o' | 'u' | 'w' => 'u',
            'q' | 'c' | 'g' => 'k',
            'z' | 'ş' => 's',
            'v' => 'f',
            'd' => 't',
            'b' => 'p',
            other => other,
        };
        if !skeleton.ends_with(plain) {
            skeleton.push(plain);
        }
    }
    skeleton
}

/// Letters to change, to add or to leave out (Levenshtein).
fn distance(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in two.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[two.len()]
}

/// Cologne phonetics of a folded word; empty without Latin letters.
fn cologne(word: &str) -> String {
    let letters: Vec<char> = word.chars().filter(char::is_ascii_lowercase).collect();
    let mut code = String::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let digits = digits_of(*letter, before, letters.get(at + 1).copied());
        for digit in digits.chars() {
            if !code.ends_with(digit) {
                code.push(digit);
            }
        }
    }
    let is_kept = |(at, digit): &(usize, char)| *at == 0 || *digit != '0';
    let kept = code.chars().enumerate().filter(is_kept);
    kept.map(|(_, digit)| digit).collect()
}

/// The digits of a letter between its neighbours.
fn digits_of(letter: char, before: Option<char>, after: Option<char>) -> &'static str {
    let is_after = |letters: &str| before.is_some_and(|letter| letters.contains(letter));
    let is_before = |letters: &str| after.is_some_and(|letter| letters.contains(letter));
    match letter {
        'a' | 'e' | 'i' | 'j' | 'o' | 'u' | 'y' => "0",
        'p' if is_before("h") => "3",
        'b' | 'p' => "1",
        'd' | 't' if is_before("csz") => "8",
        'd' | 't' => "2",
        'f' | 'v' | 'w' => "3",
        'g' | 'k' | 'q' => "4",
        'c' if before.is_none() && is_before("ahkloqrux") => "4",
        'c' if before.is_some() && !is_after("sz") && is_before("ahkoqux") => "4",
        'x' if is_after("ckq") => "8",
        'x' => "48",
        'l' => "5",
        'm' | 'n' => "6",
        'r' => "7",
        'c' | 's' | 'z' => "8",
        _ => "",
    }
}

/// Cyrillic letters as German documents write them; everything else as it is.
fn latin(name: &str) -> String {
    let letter = |letter: char| -> String {
        let plain = match letter {
            'а' => "a",
            'б' => "b",
            'в' => "w",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'є' | 'э' | 'ё' => "e",
            'ж' => "sch",
            'з' | 'с' => "s",
            'и' | 'і' | 'й' | 'ї' | 'ы' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "ch",
            'ц' => "z",
            'ч' => "tsch",
            'ш' => "sch",
            'щ' => "schtsch",
            'ю' => "ju",
            'я' => "ja",
            'ъ' | 'ь' => "",
            other => return other.to_string(),
        };
        plain.to_owned()
    };
    name.chars()
        .flat_map(char::to_lowercase)
        .map(letter)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cologne_phonetics_of_known_words() {
        for (word, code) in [
            ("wikipedia", "3412"),
            ("muller", "657"),
            ("ludenscheidt", "52682"),
            ("breschnew", "17863"),
            ("meier", "67"),
            ("mayr", "67"),
            ("schmidt", "862"),
            ("schmitt", "862"),
            ("philipp", "351"),
            ("xaver", "4837"),
            ("christoph", "47823"),
            ("acht", "042"),
            ("heithabu", "021"),
            ("", ""),
            ("山田", ""),
        ] {
            assert_eq!(cologne(word), code, "{word}");
        }
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for names in [
            &["Mohammed", "Muhammad", "Mohamad", "Mohamed", "Muhammed"] as &[&str],
            &["Yusuf", "Jussuf", "Youssef", "Yousef", "Jusuf"],
            &["Khalid", "Chalid", "Halid", "Khaled"],
            &["Sharif", "Scharif", "Cherif", "Sherif"],
            &["Dschamila", "Jamila", "Djamila"],
            &["Hussein", "Husain", "Hossein", "Hüseyin"],
            &["Daoud", "Dawud", "Dawood"],
            &["Abdulrahman", "Abdelrahman", "Abdurrahman", "Abd Al-Rahman"],
            &["Al-Ahmad", "Alahmad", "Ahmad", "El Ahmad"],
            &["Aleksandr", "Alexander", "Александр"],
            &["Oleksandr", "Олександр"],
            &["Jelena", "Yelena", "Elena"],
            &["Schewtschenko", "Shevchenko", "Шевченко"],
            &["Groß", "Gross"],
            &["Müller", "Mueller", "Muller"],
            &["Schmidt", "Schmitt"],
            &["Meier", "Mayer", "Maier"],
        ] {
            for one in names {
                for two in names {
                    let (a, b) = (name_words(one), name_words(two));
                    let alike = a.iter().any(|a| b.iter().any(|b| sound_alike(a, b)));
                    assert!(alike, "{one} and {two}");
                }
            }
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, two) in [
            ("Mohammed", "Mahmoud"),
            ("Amina", "Amira"),
            ("Haddad", "Hamdan"),
            ("Ali", "Elif"),
            ("Yıldız", "Yılmaz"),
            ("山田", "田中"),
        ] {
            let (a, b) = (name_words(one), name_words(two));
            assert!(!sound_alike(&a[0], &b[0]), "{one} and {two}");
        }
    }

    #[test]
    fn a_name_of_particles_only_keeps_them() {
        assert_eq!(name_words("Al"), ["al"]);
        assert_eq!(name_words("von der Groß"), ["gross"]);
    }
}
