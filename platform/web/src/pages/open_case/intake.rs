//! The second step: the intake.

use askama::Template;
use chrono::NaiveDate;
use kernel::access::Permission;
use serde_json::{Value, json};

use super::{
    DOCUMENT,
    answer::{CaseOpened, County, IntakeAnswer, OpenCaseAnswer, Person},
    posts::offered,
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, invalid_page, page, see},
    },
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &[
    "householdId",
    "channel",
    "municipality",
    "language",
    "interpreterNeeded",
    "referringBody",
    "reason",
    "constellation",
    "post",
    "openedOn",
];

/// The button that shows the posts of another municipality; nothing is opened then.
const RENEW: &str = "renew";

#[derive(Template)]
#[template(path = "open_case/intake.html")]
pub(in crate::pages) struct IntakePage {
    frame: Frame,
    form: Form,
    person: Person,
    county: County,
    posts: Vec<Entry>,
    may_make_household: bool,
}

impl IntakePage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

async fn load(request: &TenantRequest, person: &str) -> Result<IntakeAnswer, Problem> {
    run::<IntakeAnswer>(request, DOCUMENT, "Intake", json!({ "person": person })).await
}

fn build_page(
    request: &TenantRequest,
    form: Form,
    answer: IntakeAnswer,
) -> Result<IntakePage, Problem> {
    Ok(IntakePage {
        frame: Frame::of(request),
        person: answer.person.ok_or(Problem::NotFound)?,
        posts: offered(
            &answer.structure.posts,
            &answer.viewer,
            form.value("municipality").trim(),
        ),
        county: answer.county,
        form,
        may_make_household: request.context.actor().may(Permission::HouseholdUpdate),
    })
}

/// The empty form; what is known of the person is filled in.
pub(super) async fn show(request: &TenantRequest, person: &str) -> PageResult {
    let answer = load(request, person).await?;
    let person = answer.person.as_ref().ok_or(Problem::NotFound)?;
    let household = request.address.parameter("household").unwrap_or_default();
    let form =
        prefilled(Form::new(request, FIELDS), person, household).with("openedOn", request.today());
    page(&build_page(request, form, answer)?)
}

fn prefilled(form: Form, person: &Person, household: &str) -> Form {
    let key = |entry: &Option<Entry>| {
        entry
            .as_ref()
            .map(|entry| entry.key.clone())
            .unwrap_or_default()
    };
    let form = form
        .with("municipality", key(&person.municipality))
        .with("language", key(&person.first_language))
        .with("householdId", household);
    if person.interpreter_needed {
        form.with("interpreterNeeded", "yes")
    } else {
        form
    }
}

/// Opens the case, or shows the form again with what is wrong or with other posts.
pub(super) async fn submit(submission: &Submission) -> PageResult {
    let request = &submission.request;
    if submission.is_checked(RENEW) {
        let form = Form::refused(submission, FIELDS, Vec::new());
        let answer = load(request, submission.value("personId")).await?;
        return page(&build_page(request, form, answer)?);
    }
    let variables = json!({ "input": input(submission) });
    let CaseOpened { case, user_errors } =
        run::<OpenCaseAnswer>(request, DOCUMENT, "OpenCase", variables)
            .await?
            .case_open;
    match case {
        Some(case) => see(&request.path(&format!("cases/{}", encode(&case.id)))),
        None => {
            let form = Form::refused(submission, FIELDS, user_errors);
            let answer = load(request, submission.value("personId")).await?;
            invalid_page(&build_page(request, form, answer)?)
        }
    }
}

fn input(submission: &Submission) -> Value {
    json!({
        "personId": submission.value("personId"),
        "householdId": submission.optional("householdId"),
        "constellation": submission.value("constellation"),
        "municipality": submission.value("municipality"),
        "post": submission.optional("post"),
        "channel": submission.value("channel"),
        "language": submission.value("language"),
        "interpreterNeeded": submission.is_checked("interpreterNeeded"),
        "referringBody": submission.optional("referringBody"),
        "reason": submission.value("reason"),
        "openedOn": submission.optional("openedOn"),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<IntakePage> {
    let answer = |text: &str| -> IntakeAnswer { serde_json::from_str(text).expect("a sample") };
    let sample = |form, answer: IntakeAnswer| IntakePage {
        frame: Frame::sample(locale),
        form,
        person: answer.person.expect("the sample has a person"),
        posts: offered(&answer.structure.posts, &answer.viewer, ""),
        county: answer.county,
        may_make_household: true,
    };
    let known = answer(include_str!("samples/intake.json"));
    let person = known.person.as_ref().expect("the sample has a person");
    let form = prefilled(Form::sample(FIELDS), person, "SG91c2Vob2xkOjE");
    vec![
        sample(form, known),
        sample(
            Form::sample_with_problems(FIELDS),
            answer(include_str!("samples/unknown_person.json")),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_the_person_is_filled_in() {
        let answer: IntakeAnswer =
            serde_json::from_str(include_str!("samples/intake.json")).expect("a sample answer");
        let person = answer.person.expect("a person");
        let form = prefilled(Form::sample(FIELDS), &person, "SG91c2Vob2xkOjE");
        for (field, value) in [
            ("municipality", "05558012"),
            ("language", "tr"),
            ("householdId", "SG91c2Vob2xkOjE"),
            ("constellation", ""),
        ] {
            assert_eq!(form.value(field), value, "{field}");
        }
        assert!(form.is_checked("interpreterNeeded"));
        assert_eq!(person.open_cases().len(), 1);
    }
}
