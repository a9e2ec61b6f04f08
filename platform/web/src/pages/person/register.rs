//! Registering a person, after a look at who has the same name already.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Choices, ChoicesAnswer, PersonChanged, PersonRow},
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

/// The longest text that the schema searches for.
const SEARCH_LENGTH_MAX: usize = 100;

#[derive(Template)]
#[template(path = "person/register.html")]
pub(in crate::pages) struct RegisterPersonPage {
    frame: Frame,
    form: Form,
    choices: Choices,
    /// Persons of the same name, who may be the one meant.
    similar: Vec<PersonRow>,
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
    similar: Vec<PersonRow>,
) -> Result<RegisterPersonPage, Problem> {
    let choices = run::<ChoicesAnswer>(request, DOCUMENT, "PersonChoices", json!({})).await?;
    Ok(RegisterPersonPage {
        frame: Frame::of(request),
        form,
        choices: choices.county,
        similar,
    })
}

async fn show(request: TenantRequest) -> PageResult {
    request.context.authorize(Permission::PersonRegister)?;
    let parameter = |name| request.address.parameter(name).unwrap_or_default();
    let form = Form::new(&request, FIELDS)
        .with("then", parameter("then"))
        .with("household", parameter("household"));
    page(&load(&request, form, Vec::new()).await?)
}

#[derive(Deserialize)]
struct SimilarAnswer {
    persons: SimilarPersons,
}

#[derive(Deserialize)]
struct SimilarPersons {
    nodes: Vec<PersonRow>,
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
    let name = full_name(&submission);
    // Confirmed is the name that was warned of: another one is looked up again.
    if submission.value("confirmedName") != name {
        let similar = similar_persons(request, &submission, &name).await?;
        if !similar.is_empty() {
            let form = Form::refused(&submission, FIELDS, Vec::new()).with("confirmedName", name);
            return invalid_page(&load(request, form, similar).await?);
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
            invalid_page(&load(request, form, Vec::new()).await?)
        }
    }
}

fn full_name(submission: &Submission) -> String {
    format!(
        "{} {}",
        submission.value("givenName"),
        submission.value("familyName")
    )
}

/// Persons whom the name finds; nobody while it is not complete, which registering says itself.
async fn similar_persons(
    request: &TenantRequest,
    submission: &Submission,
    name: &str,
) -> Result<Vec<PersonRow>, Problem> {
    let complete = ["givenName", "familyName"]
        .iter()
        .all(|field| submission.optional(field).is_some());
    if !complete {
        return Ok(Vec::new());
    }
    let name: String = name.chars().take(SEARCH_LENGTH_MAX).collect();
    let variables = json!({ "name": name });
    let answer = run::<SimilarAnswer>(request, DOCUMENT, "SimilarPersons", variables).await?;
    Ok(answer.persons.nodes)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RegisterPersonPage> {
    let sample = |form, similar| RegisterPersonPage {
        frame: Frame::sample(locale),
        form,
        choices: Choices::sample(),
        similar,
    };
    let confirmed = Form::sample(FIELDS).with("confirmedName", "Ayşe Yıldız");
    vec![
        sample(Form::sample(FIELDS), vec![]),
        sample(Form::sample_with_problems(FIELDS), vec![]),
        sample(confirmed.clone(), PersonRow::samples()),
        sample(confirmed.with("then", "case"), PersonRow::samples()),
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
