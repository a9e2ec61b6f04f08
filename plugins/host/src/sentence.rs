//! Makes sentences of reasons: the rule's own text, with numbers, dates, amounts and the county's words filled in.

use crate::points::Text;

/// The languages that a rule's texts come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
}

/// The text of a reason with its numbers.
///
/// `label` gives the county's word for a position in a vocabulary, such as (`stage`, 0); what it does not know stays a
/// number.
pub fn build_sentence(
    text: &Text,
    language: Language,
    first: i32,
    second: i32,
    label: impl Fn(&str, i32) -> Option<String>,
) -> String {
    let mut rest = match language {
        Language::De => text.de.as_str(),
        Language::En => text.en.as_str(),
    };
    let mut sentence = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        sentence.push_str(before);
        let Some((place, after)) = after.split_once('}') else {
            sentence.push('{');
            rest = after;
            continue;
        };
        let (name, form) = place.split_once(':').unwrap_or((place, ""));
        match name {
            "first" => sentence.push_str(&number(first, form, language, &label)),
            "second" => sentence.push_str(&number(second, form, language, &label)),
            _ => sentence.push_str(&format!("{{{place}}}")),
        }
        rest = after;
    }
    sentence.push_str(rest);
    sentence
}

fn number(
    value: i32,
    form: &str,
    language: Language,
    label: &impl Fn(&str, i32) -> Option<String>,
) -> String {
    match form {
        "" => value.to_string(),
        "date" => date(value, language),
        "hundredths" => hundredths(value, language),
        "cents" => format!("{} €", hundredths(value, language)),
        vocabulary => label(vocabulary, value).unwrap_or_else(|| value.to_string()),
    }
}

fn hundredths(value: i32, language: Language) -> String {
    let point = match language {
        Language::De => ',',
        Language::En => '.',
    };
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    format!("{sign}{}{point}{:02}", value / 100, value % 100)
}

/// Days since 1 January 1970 as a date, by the proleptic Gregorian calendar.
fn date(days: i32, language: Language) -> String {
    // Years begin in March, so that the leap day is the last of them; eras of 400 years are all alike.
    let days = i64::from(days) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    match language {
        Language::De => format!("{day:02}.{month:02}.{year:04}"),
        Language::En => format!("{year:04}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(de: &str, en: &str) -> Text {
        Text {
            key: "key".to_owned(),
            de: de.to_owned(),
            en: en.to_owned(),
        }
    }

    #[test]
    fn numbers_dates_amounts_and_words_are_filled_in() {
        let text = text(
            "{first} Jahre, {second:stage}",
            "{first:cents} on {second:date}",
        );
        let label =
            |list: &str, at: i32| (list == "stage" && at == 1).then(|| "Stufe 1b".to_owned());
        assert_eq!(
            build_sentence(&text, Language::De, 24, 1, label),
            "24 Jahre, Stufe 1b"
        );
        assert_eq!(
            build_sentence(&text, Language::De, 24, 9, label),
            "24 Jahre, 9"
        );
        assert_eq!(
            build_sentence(&text, Language::En, -16_500_005, 18_717, label),
            "-165000.05 € on 2021-03-31"
        );
    }

    #[test]
    fn the_leap_day_and_days_before_1970_are_right() {
        assert_eq!(date(0, Language::En), "1970-01-01");
        assert_eq!(date(-1, Language::En), "1969-12-31");
        assert_eq!(date(11_016, Language::En), "2000-02-29");
    }

    #[test]
    fn braces_that_mean_nothing_stay() {
        let text = text("{weder} noch {", "x");
        assert_eq!(
            build_sentence(&text, Language::De, 0, 0, |_, _| None),
            "{weder} noch {"
        );
    }
}
