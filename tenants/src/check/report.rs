//! All mistakes of a folder, as a list that people read.

use std::{borrow::Cow, collections::HashMap, fmt};

use fluent_templates::{Loader, fluent_bundle::FluentValue, static_loader};
use kernel::locale::Locale;
use unic_langid::{LanguageIdentifier, langid};

use super::problem::{Arg, Problem, Severity};

static_loader! {
    static MESSAGES = {
        locales: "./locales",
        fallback_language: "de",
        // The messages go to terminals and logs, where marks of direction are only noise.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Everything that the check of a folder found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What keeps the files from being used, in the order of files and lines.
    pub errors: Vec<Problem>,
    /// What somebody should look at.
    pub warnings: Vec<Problem>,
}

impl CheckReport {
    /// The report of these problems; each is named once.
    pub(crate) fn new(mut problems: Vec<Problem>, file_order: impl Fn(&str) -> usize) -> Self {
        problems.sort_by(|a, b| {
            let key = |p: &Problem| (file_order(&p.file), p.position, p.code);
            key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
        });
        problems.dedup();
        let (errors, warnings) = problems
            .into_iter()
            .partition(|problem| problem.severity() == Severity::Error);
        Self { errors, warnings }
    }

    /// Whether the files can be used.
    pub fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// The report as text: a line for each problem and one with their numbers.
    pub fn render(&self, locale: Locale) -> String {
        let mut lines: Vec<String> = self
            .errors
            .iter()
            .chain(&self.warnings)
            .map(|p| p.render(locale))
            .collect();
        let numbers = HashMap::from([
            (Cow::from("errors"), FluentValue::from(self.errors.len())),
            (
                Cow::from("warnings"),
                FluentValue::from(self.warnings.len()),
            ),
        ]);
        lines.push(message(locale, "summary", &numbers));
        lines.join("\n")
    }
}

impl fmt::Display for CheckReport {
    /// German, the language of the administration.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Locale::De))
    }
}

impl std::error::Error for CheckReport {}

impl Problem {
    /// One line: file, line, column, path, what is wrong and what would be right.
    pub fn render(&self, locale: Locale) -> String {
        let mut place = self.file.clone();
        if let Some(position) = self.position {
            place = format!("{place}:{}:{}", position.line, position.column);
        }
        let place = [place, self.path.clone()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        match self.severity() {
            Severity::Error => format!("{place}: {}", self.message(locale)),
            Severity::Warning => {
                let warning = message(locale, "warning", &HashMap::new());
                format!("{place}: {warning}: {}", self.message(locale))
            }
        }
    }

    /// What is wrong and what would be right.
    pub fn message(&self, locale: Locale) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = self
            .args
            .iter()
            .map(|(name, arg)| (Cow::from(*name), format_arg(arg, locale)))
            .collect();
        let mut sentences = vec![message(locale, self.code.as_str(), &args)];
        if let Some(suggestion) = &self.suggestion {
            let args = HashMap::from([(Cow::from("suggestion"), FluentValue::from(suggestion))]);
            sentences.push(message(locale, "did-you-mean", &args));
        } else if !self.known.is_empty() {
            let known = FluentValue::from(self.known.join(", "));
            let args = HashMap::from([(Cow::from("known"), known)]);
            sentences.push(message(locale, "known-are", &args));
        }
        sentences.join(" ")
    }
}

fn message(locale: Locale, id: &str, args: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
    const GERMAN: LanguageIdentifier = langid!("de");
    const ENGLISH: LanguageIdentifier = langid!("en");
    let language = match locale {
        Locale::De => GERMAN,
        Locale::En => ENGLISH,
    };
    MESSAGES.lookup_with_args(&language, id, args)
}

/// Figures are formatted here: Fluent has no rule for hundredths of posts or cents.
fn format_arg(arg: &Arg, locale: Locale) -> FluentValue<'static> {
    let (point, group) = match locale {
        Locale::De => (',', '.'),
        Locale::En => ('.', ','),
    };
    match arg {
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Number(number) => FluentValue::from(number.to_string()),
        Arg::Date(date) => FluentValue::from(date.to_string()),
        Arg::CentiFte(posts) => {
            FluentValue::from(format!("{}{point}{:02}", posts / 100, posts % 100))
        }
        Arg::Cents(cents) => {
            let euro = grouped(cents / 100, group);
            FluentValue::from(format!("{euro}{point}{:02} €", cents % 100))
        }
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::problem::ProblemCode;

    #[test]
    fn every_kind_of_mistake_has_a_message_in_both_languages() {
        const ARGS: [&str; 33] = [
            "ags",
            "centre",
            "conditions",
            "county",
            "date",
            "derived",
            "detail",
            "expected",
            "field",
            "first",
            "folder",
            "form",
            "found",
            "from",
            "key",
            "kind",
            "limit",
            "line",
            "municipality",
            "name",
            "official",
            "other",
            "place",
            "side",
            "size",
            "stated",
            "step",
            "target",
            "text",
            "text_en",
            "to",
            "total",
            "value",
        ];
        for locale in Locale::ALL {
            for code in ProblemCode::ALL {
                let mut problem = Problem::of_file("county.yaml", *code);
                for name in ARGS {
                    problem.arg(name, "x");
                }
                let message = problem.message(locale);
                assert!(
                    !message.contains("Unknown localization"),
                    "{locale:?} {message}"
                );
            }
        }
    }

    #[test]
    fn figures_are_written_as_the_reader_writes_them() {
        let show = |arg, locale| match format_arg(&arg, locale) {
            FluentValue::String(text) => text.into_owned(),
            other => panic!("a text, not {other:?}"),
        };
        assert_eq!(show(Arg::CentiFte(228), Locale::De), "2,28");
        assert_eq!(show(Arg::CentiFte(1300), Locale::En), "13.00");
        assert_eq!(show(Arg::Cents(16_500_000), Locale::De), "165.000,00 €");
        assert_eq!(show(Arg::Cents(123_456_705), Locale::En), "1,234,567.05 €");
        assert_eq!(show(Arg::Cents(99), Locale::De), "0,99 €");
    }
}
