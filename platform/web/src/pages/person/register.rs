//! Registering a person, after a look at who may be registered already.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Choices, ChoicesAnswer, Labelled, PersonChanged, PersonRow},
    fields::{FIELDS, input},
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        numbers::format_day,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "person/register.html")]
pub(in crate::pages) struct RegisterPersonPage {
    frame: Frame,
    form: Form,
    choices: Choices,
    /// Who may be the one meant.
    duplicates: Duplicates,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Duplicates {
    found: Vec<Duplicate>,
    may_exist_beyond_scope: bool,
}

impl Duplicates {
    fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.may_exist_beyond_scope
    }
}

#[derive(Deserialize)]
struct Duplicate {
    person: PersonRow,
    reasons: Vec<Labelled>,
}

impl Duplicate {
    fn reasons(&self) -> String {
        let labels: Vec<&str> = self.reasons.iter().map(|r| r.label.as_str()).collect();
        labels.join(", ")
    }
}

impl RegisterPersonPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    /// Where it goes on with a person who is registered already.
    fn choose(&self, person: &PersonRow) -> String {
        let next = next_page(
            self.form.value("then"),
            self.form.value("household"),
            &person.id,
        );
        self.frame.link(&next)
    }
}

/// The page after registering: whoever came from a form goes back to it with the person.
fn next_page(then: &str, household: &str, person: &str) -> String {
    let person = encode(person);
    match then {
        "case" => format!("cases/new?person={person}"),
        "member" => format!(
            "households/{}/members/new?person={person}",
            encode(household)
        ),
        _ => format!("persons/{person}"),
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/persons/new", get(show).post(register))
}

async fn load(
    request: &TenantRequest,
    form: Form,
    duplicates: Duplicates,
) -> Result<RegisterPersonPage, Problem> {
    let choices = run::<ChoicesAnswer>(request, DOCUMENT, "PersonChoices", json!({})).await?;
    Ok(RegisterPersonPage {
        frame: Frame::of(request),
        form,
        choices: choices.county,
        duplicates,
    })
}

async fn show(request: TenantRequest) -> PageResult {
    request.context.authorize(Permission::PersonRegister)?;
    let parameter = |name| request.address.parameter(name).unwrap_or_default();
    let form = Form::new(&request, FIELDS)
        .with("then", parameter("then"))
        .with("household", parameter("household"));
    page(&load(&request, form, Duplicates::default()).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DuplicatesAnswer {
    person_duplicates: Duplicates,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RegisterAnswer {
    person_register: PersonChanged<RegisteredPerson>,
}

#[derive(Deserialize)]
struct RegisteredPerson {
    id: String,
}

async fn register(submission: Submission) -> PageResult {
    let request = &submission.request;
    request.context.authorize(Permission::PersonRegister)?;
    let identity = identity(&submission);
    // Confirmed is what was warned of: another name or day is looked up again.
    if submission.value("confirmedName") != identity {
        let duplicates = find_duplicates(&submission).await?;
        if !duplicates.is_empty() {
            let form = Form::refused(&submission, FIELDS, Vec::new());
            let form = form.with("confirmedName", identity);
            return invalid_page(&load(request, form, duplicates).await?);
        }
    }
    let mut input = input(&submission);
    input[IDEMPOTENCY_FIELD] = json!(submission.optional(IDEMPOTENCY_FIELD));
    let variables = json!({ "input": input });
    let registered = run::<RegisterAnswer>(request, DOCUMENT, "RegisterPerson", variables)
        .await?
        .person_register;
    match registered.person {
        Some(person) => {
            let (then, household) = (submission.value("then"), submission.value("household"));
            see(&request.path(&next_page(then, household, &person.id)))
        }
        None => {
            let form = Form::refused(&submission, FIELDS, registered.user_errors);
            invalid_page(&load(request, form, Duplicates::default()).await?)
        }
    }
}

/// What somebody is recognised by.
fn identity(submission: &Submission) -> String {
    let parts = ["givenName", "familyName", "birthDate"];
    let parts = parts.iter().filter_map(|field| submission.optional(field));
    parts.collect::<Vec<_>>().join(" ")
}

/// Nobody while the name is not complete, which registering says itself.
async fn find_duplicates(submission: &Submission) -> Result<Duplicates, Problem> {
    let variables = json!({
        "givenName": submission.value("givenName"),
        "familyName": submission.value("familyName"),
        "birthDate": submission.optional("birthDate"),
    });
    let request = &submission.request;
    let answer = run::<DuplicatesAnswer>(request, DOCUMENT, "PersonDuplicates", variables).await?;
    Ok(answer.person_duplicates)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RegisterPersonPage> {
    let found = || {
        let reasons = [
            "gleich klingender Name",
            "Tag und Monat der Geburt vertauscht",
        ];
        let reasons = || {
            reasons
                .map(|label| Labelled {
                    label: label.to_owned(),
                })
                .into()
        };
        let rows = PersonRow::samples().into_iter();
        rows.map(|person| Duplicate {
            person,
            reasons: reasons(),
        })
        .collect()
    };
    let sample = |form, found, may_exist_beyond_scope| RegisterPersonPage {
        frame: Frame::sample(locale),
        form,
        choices: Choices::sample(),
        duplicates: Duplicates {
            found,
            may_exist_beyond_scope,
        },
    };
    let confirmed = Form::sample(FIELDS).with("confirmedName", "Ayşe Yıldız");
    vec![
        sample(Form::sample(FIELDS), vec![], false),
        sample(Form::sample_with_problems(FIELDS), vec![], false),
        sample(confirmed.clone(), found(), false),
        sample(confirmed.clone(), vec![], true),
        sample(confirmed.with("then", "case"), found(), true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_came_from_a_form_goes_back_to_it() {
        for (then, next) in [
            ("", "persons/p%2F1"),
            ("case", "cases/new?person=p%2F1"),
            ("member", "households/h%3F1/members/new?person=p%2F1"),
            ("https://evil.example", "persons/p%2F1"),
        ] {
            assert_eq!(next_page(then, "h?1", "p/1"), next);
        }
    }
}
