//! Which known word somebody probably meant.

/// Texts longer than this are not compared; no key is as long.
const COMPARED_CHARS_MAX: usize = 80;

/// The known word nearest to `text`, if it is near enough to be a slip of the keyboard: at most
/// a third of the letters differ (one in a word of two), and at most three. A single letter or
/// digit is near to any other, so nothing is suggested for it.
pub(crate) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    if !(2..=COMPARED_CHARS_MAX).contains(&length) {
        return None;
    }
    let near_max = (length / 3).clamp(1, 3);
    known
        .map(|word| (distance(text, word), word))
        .filter(|(distance, _)| *distance <= near_max)
        .min()
        .map(|(_, word)| word)
}

/// The number of letters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_keyboard_is_corrected() {
        let known = ["caritas", "ki", "awo", "foreigners-authority"];
        let nearest = |text| nearest(text, known.into_iter());
        assert_eq!(nearest("karitas"), Some("caritas"));
        assert_eq!(
            nearest("foreigner-authoritys"),
            Some("foreigners-authority")
        );
        assert_eq!(nearest("kj"), Some("ki"));
        assert_eq!(nearest("diakonie"), None);
        assert_eq!(nearest("k"), None);
        assert_eq!(nearest(""), None);
        assert_eq!(distance("", "awo"), 3);
        assert_eq!(distance("flaw", "lawn"), 2);
    }
}
