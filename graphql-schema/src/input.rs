//! From what a client typed to what a use case takes.
//!
//! Keys of the county's lists are checked by the use cases. What has a type of its own here (days,
//! the platform's closed lists) is read by an [`InputReader`], which names every value that does
//! not fit.

use std::str::FromStr;

use chrono::NaiveDate;
use kernel::{
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};

use crate::Date;

/// Reads the values of one input and collects what is wrong with them.
#[derive(Default)]
pub(crate) struct InputReader {
    problems: Vec<Problem>,
}

impl InputReader {
    /// A day that must be given.
    pub(crate) fn day(&mut self, field: &'static str, value: &Date) -> NaiveDate {
        let day = value
            .day(field)
            .map_err(|problem| self.problems.push(problem));
        day.unwrap_or_default()
    }

    /// A day that may be left out.
    pub(crate) fn optional_day(
        &mut self,
        field: &'static str,
        value: Option<&Date>,
    ) -> Option<NaiveDate> {
        match value {
            None | Some(Date::Empty) => None,
            Some(value) => Some(self.day(field, value)),
        }
    }

    /// An entry of a closed list that may be left out.
    pub(crate) fn optional_choice<T: FromStr>(
        &mut self,
        field: &'static str,
        key: Option<&str>,
    ) -> Option<T> {
        let key = key.map(str::trim).filter(|key| !key.is_empty())?;
        let choice = key.parse();
        if choice.is_err() {
            self.problems
                .push(Problem::new(field, ProblemCode::Unknown));
        }
        choice.ok()
    }

    /// An entry of a closed list that must be given; `instead` only stands in until
    /// [`InputReader::finish`] refuses the input.
    pub(crate) fn choice<T: FromStr>(&mut self, field: &'static str, key: &str, instead: T) -> T {
        if key.trim().is_empty() {
            self.problems
                .push(Problem::new(field, ProblemCode::Required));
        }
        self.optional_choice(field, Some(key)).unwrap_or(instead)
    }

    /// Reads the values of one entry of a list, such as `goals.0`; its problems say which.
    pub(crate) fn of_entry<T>(&mut self, entry: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let mut of_entry = Self::default();
        let value = read(&mut of_entry);
        let problems = of_entry.problems.into_iter().map(|problem| {
            let path = if problem.entry.is_empty() {
                entry.to_owned()
            } else {
                format!("{entry}.{}", problem.entry)
            };
            problem.of_entry(path)
        });
        self.problems.extend(problems);
        value
    }

    /// The key that makes a second submission harmless, bound to the input it came with.
    pub(crate) fn idempotency_key(
        &mut self,
        key: Option<&str>,
        input: &str,
    ) -> Option<IdempotencyKey> {
        match IdempotencyKey::new(key?, input) {
            Ok(key) => Some(key),
            Err(Failure::Invalid(problems)) => {
                self.problems.extend(problems);
                None
            }
            Err(_) => unreachable!("a key is well-formed or a problem of the input"),
        }
    }

    /// The value read, or everything that is wrong with the input.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Failure> {
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(Failure::Invalid(self.problems))
        }
    }
}

/// A text that may be left out; a form sends what nobody filled in as an empty one.
pub(crate) fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use casework::model::ReferralBasis;

    use super::*;

    #[test]
    fn everything_that_does_not_fit_is_named_at_once() {
        let mut reader = InputReader::default();
        reader.day("openedOn", &Date::Malformed);
        assert_eq!(reader.optional_day("birthDate", Some(&Date::Empty)), None);
        let basis = reader.choice("basis", "", ReferralBasis::Consent);
        assert_eq!(basis, ReferralBasis::Consent);
        assert_eq!(
            reader.optional_choice::<ReferralBasis>("other", Some("hearsay")),
            None
        );
        assert_eq!(
            reader.optional_choice("right", Some("consent")),
            Some(ReferralBasis::Consent)
        );
        assert!(reader.idempotency_key(Some(""), "input").is_none());
        let Err(Failure::Invalid(problems)) = reader.finish(()) else {
            panic!("four problems")
        };
        let named: Vec<_> = problems
            .iter()
            .map(|problem| (problem.field, problem.code))
            .collect();
        assert_eq!(
            named,
            [
                ("openedOn", ProblemCode::Malformed),
                ("basis", ProblemCode::Required),
                ("other", ProblemCode::Unknown),
                ("idempotencyKey", ProblemCode::Malformed),
            ]
        );
    }

    #[test]
    fn an_empty_text_is_none() {
        assert_eq!(given(Some(" ".to_owned())), None);
        assert_eq!(given(Some("nord".to_owned())), Some("nord".to_owned()));
    }
}
