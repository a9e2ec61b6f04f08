//! A form as it is shown: values, problems, and what guards it.

use std::collections::BTreeMap;

use kernel::actor::{Actor, Credential};
use serde::Deserialize;
use uuid::Uuid;

use crate::transport::{csrf::CSRF_FIELD, form::Submission, tenant::TenantRequest};

/// The hidden field that makes a second submission of the same form harmless.
pub(crate) const IDEMPOTENCY_FIELD: &str = "idempotencyKey";

/// What a mutation answers about its input.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct UserError {
    /// The path of the value within the input; fields of forms have the same names.
    pub field: String,
    /// What is wrong and what to do, in the reader's language.
    pub message: String,
    /// What is wrong, for programs.
    pub code: String,
}

/// The state of one form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    values: BTreeMap<String, String>,
    problems: Vec<UserError>,
    fields: &'static [&'static str],
    /// Fields whose names are made from data.
    made_fields: Vec<String>,
    csrf_token: String,
    idempotency_key: String,
}

/// One line of the error summary.
pub(crate) struct SummaryLine<'a> {
    /// What is wrong.
    pub message: &'a str,
    /// The id of the field to go to; empty if the form shows no such field.
    pub field_id: String,
}

impl Form {
    /// A form that is shown for the first time. `fields` are the names of the fields that its
    /// template shows.
    pub fn new(request: &TenantRequest, fields: &'static [&'static str]) -> Self {
        Self {
            fields,
            csrf_token: csrf_token(request.context.actor()),
            idempotency_key: Uuid::now_v7().to_string(),
            ..Self::default()
        }
    }

    /// A form that comes back with what was typed and what is wrong with it. It keeps its
    /// idempotency key: nothing was changed under it.
    pub fn refused(
        submission: &Submission,
        fields: &'static [&'static str],
        problems: Vec<UserError>,
    ) -> Self {
        let mut values = submission.values.clone();
        values.remove(CSRF_FIELD);
        let key = values
            .remove(IDEMPOTENCY_FIELD)
            .filter(|key| !key.is_empty());
        let fresh = Self::new(&submission.request, fields);
        Self {
            values,
            problems,
            idempotency_key: key.unwrap_or(fresh.idempotency_key),
            ..fresh
        }
    }

    /// The same form with a value filled in.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same form with fields besides, whose names are made from data.
    pub fn showing(mut self, made_fields: Vec<String>) -> Self {
        self.made_fields = made_fields;
        self
    }

    fn shows(&self, field: &str) -> bool {
        self.fields.contains(&field) || self.made_fields.iter().any(|made| made == field)
    }

    /// The same form without any value whose name begins so.
    pub fn without_all(mut self, prefix: &str) -> Self {
        self.values.retain(|name, _| !name.starts_with(prefix));
        self
    }

    /// The same form without what must never be sent back, such as a password.
    pub fn without(mut self, name: &str) -> Self {
        self.values.remove(name);
        self
    }

    /// The same form with a problem that the page itself found.
    pub fn with_problem(mut self, problem: UserError) -> Self {
        self.problems.push(problem);
        self
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether the field has this value: for choices.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// Whether a box is ticked.
    pub fn is_checked(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The rest of the names of ticked boxes that begin so.
    pub fn checked_after<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let names = self.values.keys();
        names.filter_map(move |name| name.strip_prefix(prefix))
    }

    /// What is wrong with a field; empty if nothing.
    pub fn problem(&self, name: &str) -> &str {
        let found = self.problems.iter().find(|problem| problem.field == name);
        found.map_or("", |problem| problem.message.as_str())
    }

    /// Whether anything is wrong.
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Everything that is wrong, for the summary above the form.
    pub fn summary(&self) -> impl Iterator<Item = SummaryLine<'_>> {
        self.problems.iter().map(|problem| SummaryLine {
            message: &problem.message,
            field_id: if self.shows(&problem.field) {
                field_id(&problem.field)
            } else {
                String::new()
            },
        })
    }

    /// The value of `aria-describedby` of a field: its hint, its error, or both.
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        let id = field_id(name);
        match (hint.is_empty(), self.problem(name).is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("{id}-hint"),
            (true, false) => format!("{id}-error"),
            (false, false) => format!("{id}-error {id}-hint"),
        }
    }

    /// The id of a field's control.
    pub fn id(&self, name: &str) -> String {
        field_id(name)
    }

    /// The session's token.
    pub fn csrf_token(&self) -> &str {
        &self.csrf_token
    }

    /// The key of this submission.
    pub fn idempotency_key(&self) -> &str {
        &self.idempotency_key
    }
}

fn field_id(name: &str) -> String {
    format!("field-{}", name.replace('.', "-"))
}

/// The token of the session, empty for nobody and for bearers of tokens.
pub(crate) fn csrf_token(actor: &Actor) -> String {
    match actor {
        Actor::Account(account) => match &account.credential {
            Credential::Session { csrf_token } => csrf_token.clone(),
            Credential::ApiToken { .. } | Credential::Command => String::new(),
        },
        Actor::Anonymous => String::new(),
    }
}

#[cfg(test)]
impl Form {
    /// A form with a problem at each of its fields and one that belongs to none.
    pub fn sample_with_problems(fields: &'static [&'static str]) -> Self {
        let problem = |field: &str| UserError {
            field: field.to_owned(),
            message: "Bitte füllen Sie das Feld aus.".to_owned(),
            code: "REQUIRED".to_owned(),
        };
        let problems = fields
            .iter()
            .copied()
            .chain(["elsewhere"])
            .map(problem)
            .collect();
        Self {
            fields,
            problems,
            idempotency_key: Uuid::nil().to_string(),
            ..Self::default()
        }
    }

    /// A form as it is first shown.
    pub fn sample(fields: &'static [&'static str]) -> Self {
        Self {
            fields,
            idempotency_key: Uuid::nil().to_string(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_links_to_fields_that_are_shown() {
        let form = Form::sample_with_problems(&["person.name"]);
        let ids: Vec<String> = form.summary().map(|line| line.field_id).collect();
        assert_eq!(ids, ["field-person-name", ""]);
        assert_eq!(
            form.described_by("person.name", "hint"),
            "field-person-name-error field-person-name-hint"
        );
        assert_eq!(form.described_by("other", ""), "");
        let made = form.showing(vec!["elsewhere".to_owned()]);
        assert!(made.summary().all(|line| !line.field_id.is_empty()));
    }
}
