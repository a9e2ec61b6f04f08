//! With whom a person is made one, and what was made one before.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, MergeChanged};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::{format_day, format_instant},
        person::{Labelled, PersonRow},
        render::{PageResult, page, page_with, see},
    },
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["name"];

#[derive(Template)]
#[template(path = "person/merge/choose.html")]
pub(in crate::pages) struct ChooseMergePage {
    frame: Frame,
    form: Form,
    person: PersonToMerge,
    candidates: Vec<Candidate>,
}

#[derive(Deserialize)]
struct ToMergeAnswer {
    person: Option<PersonToMerge>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonToMerge {
    id: String,
    display_name: String,
    given_name: String,
    family_name: String,
    birth_date: Option<NaiveDate>,
    merges: Vec<Merge>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Merge {
    id: String,
    merged_name: String,
    merged_at: DateTime<Utc>,
    merged_by: Option<String>,
    reason: String,
    undone_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CandidatesAnswer {
    person_duplicates: Duplicates,
    persons: Persons,
}

#[derive(Deserialize)]
struct Duplicates {
    found: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Persons {
    nodes: Vec<PersonRow>,
}

#[derive(Deserialize)]
struct Candidate {
    person: PersonRow,
    reasons: Vec<Labelled>,
}

impl Candidate {
    fn reasons(&self) -> String {
        let labels: Vec<&str> = self.reasons.iter().map(|r| r.label.as_str()).collect();
        labels.join(", ")
    }
}

impl ChooseMergePage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }
}

pub(super) async fn show(request: &TenantRequest, id: &str) -> PageResult {
    let name = request.address.parameter("name").unwrap_or_default();
    let form = Form::new(request, FIELDS).with("name", name.trim());
    page(&load(request, id, form).await?)
}

/// Whoever is searched for by name, else who is likely to be the same person.
async fn load(request: &TenantRequest, id: &str, form: Form) -> Result<ChooseMergePage, Problem> {
    let variables = json!({ "id": id });
    let answer = run::<ToMergeAnswer>(request, DOCUMENT, "PersonToMerge", variables).await?;
    let person = answer.person.ok_or(Problem::NotFound)?;
    let name = match form.value("name") {
        "" => &person.display_name,
        name => name,
    };
    let variables = json!({
        "givenName": person.given_name,
        "familyName": person.family_name,
        "birthDate": person.birth_date,
        "name": name.chars().take(100).collect::<String>(),
    });
    let found = run::<CandidatesAnswer>(request, DOCUMENT, "PersonsToMergeWith", variables).await?;
    let candidates = others(&person.id, found, form.value("name").is_empty());
    Ok(ChooseMergePage {
        frame: Frame::of(request),
        form,
        candidates,
        person,
    })
}

fn others(id: &str, found: CandidatesAnswer, with_duplicates: bool) -> Vec<Candidate> {
    let likely = found.person_duplicates.found.into_iter();
    let mut candidates: Vec<Candidate> = likely.filter(|_| with_duplicates).collect();
    for person in found.persons.nodes {
        if candidates.iter().all(|known| known.person.id != person.id) {
            candidates.push(Candidate {
                person,
                reasons: Vec::new(),
            });
        }
    }
    candidates.retain(|candidate| candidate.person.id != id);
    candidates
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UndoAnswer {
    person_merge_undo: MergeChanged,
}

pub(super) async fn undo(
    Path((_, id)): Path<(String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    request.context.authorize(Permission::PersonMerge)?;
    let variables = json!({ "input": { "mergeId": submission.value("mergeId") } });
    let undone = run::<UndoAnswer>(request, DOCUMENT, "UndoMerge", variables)
        .await?
        .person_merge_undo;
    if let Some(person) = undone.person {
        return see(&request.path(&format!("persons/{}", person.id)));
    }
    let form = Form::refused(&submission, FIELDS, undone.user_errors);
    page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &load(request, &id, form).await?,
    )
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChooseMergePage> {
    let sample = |form, candidates| {
        let answer: ToMergeAnswer =
            serde_json::from_str(include_str!("samples/person.json")).expect("a sample answer");
        ChooseMergePage {
            frame: Frame::sample(locale),
            form,
            person: answer.person.expect("a sample person"),
            candidates,
        }
    };
    let candidates = PersonRow::samples().into_iter().map(|person| Candidate {
        person,
        reasons: vec![Labelled {
            label: "gleich klingender Name".to_owned(),
        }],
    });
    vec![
        sample(Form::sample(FIELDS), candidates.collect()),
        sample(Form::sample_with_problems(FIELDS), Vec::new()),
    ]
}
