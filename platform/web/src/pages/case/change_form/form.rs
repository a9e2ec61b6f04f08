//! A form that remembers what its reader saw, so that a lost update shows both versions.

use axum::http::StatusCode;

use crate::{
    pages::forms::{Form, UserError},
    transport::form::Submission,
};

/// Problems that the head of the form says better, with both versions or with what is possible
/// instead.
const SAID_ABOVE: [&str; 3] = ["CONFLICT", "CASE_CLOSED", "CASE_OPEN"];

/// The hidden field with the version that the reader saw.
const VERSION: &str = "version";

/// Something that the reader sees before deciding.
pub(in crate::pages::case) struct Fact {
    /// The name of the hidden field that remembers it.
    pub name: &'static str,
    pub label: String,
    pub value: String,
}

/// One fact as the reader saw it and as it is now.
pub(in crate::pages::case) struct ComparedFact {
    pub label: String,
    pub seen: String,
    pub now: String,
}

impl ComparedFact {
    /// Whether it changed meanwhile.
    pub fn differs(&self) -> bool {
        self.seen != self.now
    }
}

/// A form, and both versions of what it changes if somebody else was faster.
pub(in crate::pages::case) struct ChangeForm {
    pub form: Form,
    pub comparison: Vec<ComparedFact>,
    /// The answer's status.
    pub status: StatusCode,
}

impl ChangeForm {
    /// A form that is shown for the first time.
    pub fn first(form: Form, version: i32, facts: &[Fact]) -> Self {
        Self {
            form: remember(form, version, facts),
            comparison: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// Whether the form was sent and not taken.
    pub fn comes_back(&self) -> bool {
        self.status != StatusCode::OK
    }

    /// A form that comes back. After a lost update it has the present version: who sends it again
    /// has seen what changed.
    pub fn refused(
        submission: &Submission,
        fields: &'static [&'static str],
        problems: Vec<UserError>,
        version: i32,
        facts: &[Fact],
    ) -> Self {
        let is_overtaken = problems.iter().any(|problem| problem.code == "CONFLICT");
        let form = Form::refused(submission, fields, said_at_fields(problems));
        if is_overtaken {
            Self::overtaken(form, version, facts)
        } else {
            Self::invalid(form)
        }
    }

    /// A form whose page compares both versions itself.
    pub fn with_status(form: Form, has_problems: bool, is_overtaken: bool) -> Self {
        Self {
            form,
            comparison: Vec::new(),
            status: match (has_problems, is_overtaken) {
                (_, true) => StatusCode::CONFLICT,
                (true, false) => StatusCode::UNPROCESSABLE_ENTITY,
                (false, false) => StatusCode::OK,
            },
        }
    }

    fn invalid(form: Form) -> Self {
        Self {
            form,
            comparison: Vec::new(),
            status: StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn overtaken(form: Form, version: i32, facts: &[Fact]) -> Self {
        let compared = |fact: &Fact| ComparedFact {
            label: fact.label.clone(),
            seen: form.value(fact.name).to_owned(),
            now: fact.value.clone(),
        };
        Self {
            comparison: facts.iter().map(compared).collect(),
            form: remember(form, version, facts),
            status: StatusCode::CONFLICT,
        }
    }
}

fn said_at_fields(mut problems: Vec<UserError>) -> Vec<UserError> {
    problems.retain(|problem| !SAID_ABOVE.contains(&problem.code.as_str()));
    problems
}

fn remember(form: Form, version: i32, facts: &[Fact]) -> Form {
    facts
        .iter()
        .fold(form.with(VERSION, version), |form, fact| {
            form.with(fact.name, &fact.value)
        })
}

/// The version that was sent. What is no number is no version either: both versions are shown.
pub(in crate::pages::case) fn sent_version(submission: &Submission) -> i32 {
    submission.value(VERSION).parse().unwrap_or(0)
}

#[cfg(test)]
impl ChangeForm {
    /// A form as it comes back with wrong values.
    pub fn sample_invalid(form: Form, version: i32, facts: &[Fact]) -> Self {
        Self::invalid(remember(form, version, facts))
    }

    /// A form as it comes back after a lost update: of the first fact another value was seen.
    pub fn sample_overtaken(form: Form, version: i32, facts: &[Fact]) -> Self {
        let seen = remember(form, version - 1, facts).with(facts[0].name, "vorher");
        Self::overtaken(seen, version, facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(name: &'static str, value: &str) -> Fact {
        Fact {
            name,
            label: name.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn after_a_lost_update_both_versions_are_shown_and_the_next_try_has_the_present_one() {
        let seen = [fact("seen-state", "offen"), fact("seen-post", "A")];
        let typed = Form::sample(&["note"]).with("note", "mein Text");
        let first = ChangeForm::first(typed, 3, &seen);
        assert_eq!(
            (first.status, first.comparison.len()),
            (StatusCode::OK, 0),
            "nothing to compare yet"
        );

        let now = [fact("seen-state", "offen"), fact("seen-post", "B")];
        let again = ChangeForm::overtaken(first.form, 4, &now);
        assert_eq!(again.status, StatusCode::CONFLICT);
        let changed: Vec<_> = again
            .comparison
            .iter()
            .filter(|fact| fact.differs())
            .map(|fact| (fact.seen.as_str(), fact.now.as_str()))
            .collect();
        assert_eq!(changed, [("A", "B")]);
        assert_eq!(again.form.value("version"), "4");
        assert_eq!(again.form.value("seen-post"), "B");
        assert_eq!(again.form.value("note"), "mein Text");
    }

    #[test]
    fn what_the_head_says_is_not_said_at_a_field_again() {
        let problem = |field: &str, code: &str| UserError {
            field: field.to_owned(),
            message: String::new(),
            code: code.to_owned(),
        };
        let left = said_at_fields(vec![
            problem("caseId", "CASE_CLOSED"),
            problem("version", "CONFLICT"),
            problem("note", "REQUIRED"),
        ]);
        assert_eq!(left, [problem("note", "REQUIRED")]);
    }
}
