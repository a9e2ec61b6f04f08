//! Checking what somebody entered: every problem is gathered, none hides another.

use std::str::FromStr;

use chrono::NaiveDate;
use kernel::errors::{Failure, Problem, ProblemCode};

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct InputCheck {
    problems: Vec<Problem>,
}

impl InputCheck {
    /// Notes a problem.
    pub(crate) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes several.
    pub(crate) fn note_all(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
    }

    /// Notes the problems of one entry of a list, such as `goals.0`.
    pub(crate) fn note_entry(&mut self, entry: &str, of_entry: InputCheck) {
        for problem in of_entry.problems {
            let path = if problem.entry.is_empty() {
                entry.to_owned()
            } else {
                format!("{entry}.{}", problem.entry)
            };
            self.note(problem.of_entry(path));
        }
    }

    /// Notes what the rule found, if anything.
    pub(crate) fn require(&mut self, holds: bool, field: &'static str, code: ProblemCode) {
        if !holds {
            self.note(Problem::new(field, code));
        }
    }

    /// A text without surrounding space; longer than `max` characters is a problem.
    pub(crate) fn text(&mut self, field: &'static str, text: &str, max: usize) -> String {
        let text = text.trim();
        if text.chars().count() > max {
            self.note(Problem::new(field, ProblemCode::TooLong).with("max", max));
        }
        text.to_owned()
    }

    /// The same for a text that must not be empty.
    pub(crate) fn required_text(&mut self, field: &'static str, text: &str, max: usize) -> String {
        self.require(!text.trim().is_empty(), field, ProblemCode::Required);
        self.text(field, text, max)
    }

    /// A key of one of the county's lists.
    pub(crate) fn key<K: FromStr>(
        &mut self,
        field: &'static str,
        key: &str,
        is_known: impl FnOnce(&K) -> bool,
    ) -> Option<K> {
        if key.is_empty() {
            self.note(Problem::new(field, ProblemCode::Required));
            return None;
        }
        let known = key.parse().ok().filter(is_known);
        self.require(known.is_some(), field, ProblemCode::Unknown);
        known
    }

    /// The same for a key that may be left out; an empty text counts as left out, as forms send it.
    pub(crate) fn optional_key<K: FromStr>(
        &mut self,
        field: &'static str,
        key: Option<&str>,
        is_known: impl FnOnce(&K) -> bool,
    ) -> Option<K> {
        key.filter(|key| !key.is_empty())
            .and_then(|key| self.key(field, key, is_known))
    }

    /// A day that neither lies in the future nor before `earliest`.
    pub(crate) fn past_date(
        &mut self,
        field: &'static str,
        date: NaiveDate,
        earliest: NaiveDate,
        today: NaiveDate,
    ) {
        if date > today {
            self.note(Problem::new(field, ProblemCode::InTheFuture));
        } else if date < earliest {
            self.note(Problem::new(field, ProblemCode::TooEarly).with("earliest", earliest));
        }
    }

    /// A change must have been made from the present version.
    pub(crate) fn version(&mut self, present: i32, expected: i32) {
        if present != expected {
            let conflict = Problem::new("version", ProblemCode::Conflict);
            self.note(conflict.with("expected", expected).with("present", present));
        }
    }

    /// Nothing was wrong, or everything that was.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Invalid(self.problems))
        }
    }
}
