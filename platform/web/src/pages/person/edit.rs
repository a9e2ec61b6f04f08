//! Correcting a person; whoever was overtaken sees both versions and decides.

use askama::Template;
use axum::{Router, extract::Path, http::StatusCode, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Choices, ChoicesAnswer, PersonChanged, PersonData, PersonToEditAnswer},
    fields::{BOXES, FIELDS, PROGRAMME_PREFIX, filled, input, label_key, readable},
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        render::{PageResult, invalid_page, page, page_with, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "person/edit.html")]
pub(in crate::pages) struct EditPersonPage {
    frame: Frame,
    form: Form,
    choices: Choices,
    /// The person as it is stored.
    person: PersonData,
}

/// What is stored now beside what was typed.
#[derive(Template)]
#[template(path = "person/conflict.html")]
pub(in crate::pages) struct PersonConflictPage {
    frame: Frame,
    /// What was typed, with the version that is stored now.
    form: Form,
    person: PersonData,
    rows: Vec<ComparedField>,
}

struct ComparedField {
    label: String,
    stored: String,
    typed: String,
}

impl ComparedField {
    fn differs(&self) -> bool {
        self.stored != self.typed
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/persons/{id}/edit", get(show).post(save))
}

async fn load(request: &TenantRequest, id: &str) -> Result<(PersonData, Choices), Problem> {
    // The role is looked at first, so that a refusal does not tell whether the person is there.
    request.context.authorize(Permission::PersonUpdate)?;
    let variables = json!({ "id": id });
    let answer = run::<PersonToEditAnswer>(request, DOCUMENT, "PersonToEdit", variables).await?;
    Ok((answer.person.ok_or(Problem::NotFound)?, answer.county))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let (person, choices) = load(&request, &id).await?;
    page(&EditPersonPage {
        frame: Frame::of(&request),
        form: filled(Form::new(&request, FIELDS), &person),
        choices,
        person,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UpdateAnswer {
    person_update: PersonChanged<PersonData>,
}

async fn save(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let mut input = input(&submission);
    input["personId"] = json!(id);
    input["reason"] = json!(submission.value("reason"));
    // What is no number is no version either: the comparison follows.
    input["version"] = json!(submission.value("version").parse::<i32>().unwrap_or(0));
    let variables = json!({ "input": input });
    let changed = run::<UpdateAnswer>(request, DOCUMENT, "UpdatePerson", variables)
        .await?
        .person_update;
    match changed.person {
        Some(_) if changed.user_errors.is_empty() => see(&request.path(&format!("persons/{id}"))),
        Some(present) => show_conflict(&submission, present).await,
        None => show_refused(&submission, &id, changed.user_errors).await,
    }
}

async fn show_refused(submission: &Submission, id: &str, problems: Vec<UserError>) -> PageResult {
    let (person, choices) = load(&submission.request, id).await?;
    invalid_page(&EditPersonPage {
        frame: Frame::of(&submission.request),
        form: Form::refused(submission, FIELDS, problems),
        choices,
        person,
    })
}

async fn show_conflict(submission: &Submission, present: PersonData) -> PageResult {
    let request = &submission.request;
    let choices = run::<ChoicesAnswer>(request, DOCUMENT, "PersonChoices", json!({}))
        .await?
        .county;
    let typed = Form::refused(submission, FIELDS, Vec::new());
    let comparison = compare(Frame::of(request), typed, present, &choices);
    page_with(StatusCode::CONFLICT, &comparison)
}

fn compare(
    frame: Frame,
    typed: Form,
    present: PersonData,
    choices: &Choices,
) -> PersonConflictPage {
    let stored = filled(Form::default(), &present);
    let row = |field: &&str| ComparedField {
        label: frame.text(label_key(field)),
        stored: readable(&stored, field, choices, &frame),
        typed: readable(&typed, field, choices, &frame),
    };
    PersonConflictPage {
        rows: FIELDS.iter().map(row).collect(),
        form: typed.with("version", present.version),
        person: present,
        frame,
    }
}

impl PersonConflictPage {
    /// The fields with what was typed, to be sent once more.
    fn values(&self) -> Vec<(String, &str)> {
        let sent = |field: &&&str| !BOXES.contains(field) || self.form.is_checked(field);
        let fields = FIELDS.iter().filter(sent);
        let fields = fields.map(|field| ((*field).to_owned(), self.form.value(field)));
        let programmes = self.form.checked_after(PROGRAMME_PREFIX);
        let programmes = programmes.map(|key| (format!("{PROGRAMME_PREFIX}{key}"), "yes"));
        fields.chain(programmes).collect()
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<EditPersonPage> {
    let sample = |form| EditPersonPage {
        frame: Frame::sample(locale),
        form,
        choices: Choices::sample(),
        person: PersonData::sample(),
    };
    vec![
        sample(filled(Form::sample(FIELDS), &PersonData::sample())),
        sample(Form::sample_with_problems(FIELDS)),
    ]
}

#[cfg(test)]
pub(in crate::pages) fn conflict_samples(
    locale: kernel::locale::Locale,
) -> Vec<PersonConflictPage> {
    let typed = filled(Form::sample(FIELDS), &PersonData::sample())
        .with("familyName", "Yılmaz")
        .with("birthDate", "");
    let present = PersonData::sample();
    vec![compare(
        Frame::sample(locale),
        typed,
        present,
        &Choices::sample(),
    )]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn only_what_differs_is_marked_and_what_was_typed_can_be_sent_again() {
        let page = conflict_samples(Locale::De).remove(0);
        let differing: Vec<&str> = page
            .rows
            .iter()
            .filter(|row| row.differs())
            .map(|row| row.label.as_str())
            .collect();
        assert_eq!(differing, ["Familienname", "Geburtsdatum"]);
        assert_eq!(page.form.value("version"), "2");
        assert!(page.values().contains(&("familyName".to_owned(), "Yılmaz")));
        assert!(page.values().contains(&("programme-jmd".to_owned(), "yes")));
    }
}
