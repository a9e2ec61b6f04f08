//! Making a household with its first member.

use askama::Template;
use axum::{Router, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, answer::Roles};
use crate::{
    pages::{
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD, UserError},
        frame::Frame,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["name", "role", "validFrom"];

#[derive(Template)]
#[template(path = "household/create.html")]
pub(in crate::pages) struct CreateHouseholdPage {
    frame: Frame,
    form: Form,
    person: FirstMember,
    roles: Roles,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FirstMember {
    id: String,
    display_name: String,
    family_name: String,
}

#[derive(Deserialize)]
struct HouseholdToMake {
    person: Option<FirstMember>,
    county: Roles,
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/households/new", get(show).post(create))
}

async fn load(request: &TenantRequest, person: &str) -> Result<(FirstMember, Roles), Problem> {
    request.context.authorize(Permission::HouseholdUpdate)?;
    let variables = json!({ "person": person });
    let answer = run::<HouseholdToMake>(request, DOCUMENT, "HouseholdToMake", variables).await?;
    Ok((answer.person.ok_or(Problem::NotFound)?, answer.county))
}

async fn show(request: TenantRequest) -> PageResult {
    let id = request.address.parameter("person").unwrap_or_default();
    let (person, roles) = load(&request, id).await?;
    let frame = Frame::of(&request);
    let name = frame.text_with("household-name-suggested", &person.family_name);
    page(&CreateHouseholdPage {
        form: Form::new(&request, FIELDS)
            .with("name", name)
            .with("role", "adult")
            .with("validFrom", request.today()),
        frame,
        person,
        roles,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateAnswer {
    household_create: Created,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    household: Option<CreatedHousehold>,
    user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
struct CreatedHousehold {
    id: String,
}

async fn create(submission: Submission) -> PageResult {
    let request = &submission.request;
    let person = submission.value("personId");
    let member = json!({
        "personId": person,
        "role": submission.value("role"),
        "validFrom": submission.optional("validFrom"),
    });
    let input = json!({
        "name": submission.value("name"),
        "members": [member],
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let variables = json!({ "input": input });
    let created = run::<CreateAnswer>(request, DOCUMENT, "CreateHousehold", variables)
        .await?
        .household_create;
    match created.household {
        Some(household) => see(&request.path(&format!("households/{}", encode(&household.id)))),
        None => {
            let (person, roles) = load(request, person).await?;
            invalid_page(&CreateHouseholdPage {
                frame: Frame::of(request),
                form: Form::refused(&submission, FIELDS, created.user_errors),
                person,
                roles,
            })
        }
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CreateHouseholdPage> {
    let sample = |form| CreateHouseholdPage {
        frame: Frame::sample(locale),
        form,
        person: FirstMember {
            id: "UGVyc29uOjE".to_owned(),
            display_name: "Ayşe Yıldız".to_owned(),
            family_name: "Yıldız".to_owned(),
        },
        roles: Roles::sample(),
    };
    vec![
        sample(Form::sample(FIELDS)),
        sample(Form::sample_with_problems(FIELDS)),
    ]
}
