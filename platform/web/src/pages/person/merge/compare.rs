//! Both records side by side, with a choice for each field in which they differ.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, MergeChanged, version};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        person::{
            answer::{Choices, PersonData},
            fields::{FIELDS as PERSON_FIELDS, filled, label_key, readable},
        },
        render::{PageResult, page, page_with, see},
    },
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["reason"];
/// How choices begin; the field's name follows.
const TAKE_PREFIX: &str = "take-";
/// Programmes are those of both: there is nothing to choose.
const UNITED: &str = "programmes";

#[derive(Template)]
#[template(path = "person/merge/compare.html")]
pub(in crate::pages) struct CompareMergePage {
    frame: Frame,
    form: Form,
    survivor: PersonData,
    merged: PersonData,
    rows: Vec<Row>,
}

struct Row {
    field: &'static str,
    label: String,
    survivor: String,
    merged: String,
    /// Whether the value of the record that goes is chosen.
    takes_merged: bool,
}

impl Row {
    fn is_choice(&self) -> bool {
        self.survivor != self.merged && self.field != UNITED
    }

    fn name(&self) -> String {
        format!("{TAKE_PREFIX}{}", self.field)
    }
}

#[derive(Deserialize)]
struct CompareAnswer {
    survivor: Option<PersonData>,
    merged: Option<PersonData>,
    county: Choices,
}

impl CompareMergePage {
    fn new(
        frame: Frame,
        form: Form,
        (survivor, merged): (PersonData, PersonData),
        choices: &Choices,
    ) -> Self {
        let (one, two) = (
            filled(Form::default(), &survivor),
            filled(Form::default(), &merged),
        );
        let row = |field: &&'static str| {
            let (a, b) = (
                readable(&one, field, choices, &frame),
                readable(&two, field, choices, &frame),
            );
            let chosen = form.value(&format!("{TAKE_PREFIX}{field}"));
            let is_gap = a == frame.text("not-stated");
            Row {
                label: frame.text(label_key(field)),
                takes_merged: chosen == "merged" || (chosen.is_empty() && is_gap),
                survivor: a,
                merged: b,
                field,
            }
        };
        Self {
            rows: PERSON_FIELDS.iter().map(row).collect(),
            frame,
            form,
            survivor,
            merged,
        }
    }
}

async fn load(
    request: &TenantRequest,
    (survivor, merged): (&str, &str),
    form: Form,
) -> Result<CompareMergePage, Problem> {
    let variables = json!({ "survivor": survivor, "merged": merged });
    let answer = run::<CompareAnswer>(request, DOCUMENT, "PersonsToCompare", variables).await?;
    let survivor = answer.survivor.ok_or(Problem::NotFound)?;
    let merged = answer.merged.ok_or(Problem::NotFound)?;
    if survivor.id == merged.id {
        return Err(Problem::NotFound);
    }
    let frame = Frame::of(request);
    Ok(CompareMergePage::new(
        frame,
        form,
        (survivor, merged),
        &answer.county,
    ))
}

pub(super) async fn show(request: &TenantRequest, id: &str, other: &str) -> PageResult {
    let form = Form::new(request, FIELDS);
    page(&load(request, (id, other), form).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MergeAnswer {
    person_merge: MergeChanged,
}

pub(super) async fn merge(
    Path((_, id)): Path<(String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    request.context.authorize(Permission::PersonMerge)?;
    let take: Vec<&str> = submission
        .values
        .iter()
        .filter(|(_, value)| *value == "merged")
        .filter_map(|(name, _)| name.strip_prefix(TAKE_PREFIX))
        .collect();
    let merged = submission.value("mergedId");
    let input = json!({
        "survivorId": id,
        "version": version(&submission, "version"),
        "mergedId": merged,
        "mergedVersion": version(&submission, "mergedVersion"),
        "take": take,
        "reason": submission.value("reason"),
    });
    let variables = json!({ "input": input });
    let answer = run::<MergeAnswer>(request, DOCUMENT, "MergePersons", variables)
        .await?
        .person_merge;
    match answer.person.filter(|_| answer.user_errors.is_empty()) {
        Some(person) => see(&request.path(&format!("persons/{}", person.id))),
        None => {
            let form = Form::refused(&submission, FIELDS, answer.user_errors.clone());
            let both = load(request, (&id, merged), form).await?;
            page_with(status_of(&answer.user_errors), &both)
        }
    }
}

fn status_of(problems: &[UserError]) -> StatusCode {
    if problems.iter().any(|problem| problem.code == "CONFLICT") {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CompareMergePage> {
    let sample = |form| {
        let other = PersonData {
            id: "p2".to_owned(),
            family_name: "Yilmaz".to_owned(),
            birth_date: None,
            ..PersonData::sample()
        };
        let both = (PersonData::sample(), other);
        CompareMergePage::new(Frame::sample(locale), form, both, &Choices::sample())
    };
    vec![
        sample(Form::sample(FIELDS)),
        sample(Form::sample_with_problems(FIELDS)),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn only_what_differs_is_a_choice_and_gaps_are_filled_unless_chosen_otherwise() {
        let frame = || Frame::sample(Locale::De);
        let gap = PersonData {
            birth_date: None,
            ..PersonData::sample()
        };
        let choices = |form: Form, survivor: PersonData| {
            let both = (survivor, PersonData::sample());
            let page = CompareMergePage::new(frame(), form, both, &Choices::sample());
            let rows = page.rows.into_iter().filter(Row::is_choice);
            rows.map(|row| (row.field, row.takes_merged))
                .collect::<Vec<_>>()
        };
        assert!(choices(Form::default(), PersonData::sample()).is_empty());
        assert_eq!(choices(Form::default(), gap), [("birthDate", true)]);
        let named = PersonData {
            family_name: "Yilmaz".to_owned(),
            ..PersonData::sample()
        };
        let chosen = Form::default().with("take-familyName", "merged");
        assert_eq!(choices(chosen, named), [("familyName", true)]);
    }
}
