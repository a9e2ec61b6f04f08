//! Makes sentences of reasons: the rule's own text, with numbers, dates, amounts and the county's words filled in.

use chrono::NaiveDate;

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

/// Days since 1 January 1970 as a date; what is no date stays a number.
fn date(days: i32, language: Language) -> String {
    let pattern = match language {
        Language::De => "%d.%m.%Y",
        Language::En => "%-d %B %Y",
    };
    match NaiveDate::from_epoch_days(days) {
        Some(day) => day.format(pattern).to_string(),
        None => days.to_string(),
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
            "-165000.05 € on 31 March 2021"
        );
    }

    #[test]
    fn the_leap_day_and_days_before_1970_are_right() {
        assert_eq!(date(0, Language::En), "1 January 1970");
        assert_eq!(date(-1, Language::De), "31.12.1969");
        assert_eq!(date(11_016, Language::De), "29.02.2000");
        assert_eq!(date(i32::MAX, Language::De), "2147483647");
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
