//! Adding a member: a person is looked for, chosen and given a role.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{HouseholdChanged, HouseholdData, Roles, status_of},
};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::PersonRow,
        render::{PageResult, page, page_with, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["role", "validFrom"];
const SEARCH_FIELDS: &[&str] = &["name"];

#[derive(Template)]
#[template(path = "household/add_member.html")]
pub(in crate::pages) struct AddMemberPage {
    frame: Frame,
    search: Form,
    form: Form,
    household: HouseholdData,
    roles: Roles,
    /// Whom the search found; nothing before it.
    found: Option<Found>,
    /// Who is to be added.
    person: Option<PersonRow>,
    may_register: bool,
}

#[derive(Deserialize)]
struct HouseholdToJoin {
    household: Option<HouseholdData>,
    #[serde(rename = "persons")]
    found: Option<Found>,
    person: Option<PersonRow>,
    county: Roles,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    nodes: Vec<PersonRow>,
    page_info: HasNextPage,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HasNextPage {
    has_next_page: bool,
}

impl AddMemberPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/households/{id}/members/new",
        get(show).post(add),
    )
}

/// `name` is searched for and `person` chosen, each if it is not empty.
async fn load(
    request: &TenantRequest,
    id: &str,
    name: &str,
    person: &str,
    form: Form,
) -> Result<AddMemberPage, Problem> {
    // The role is looked at first, so that a refusal does not tell whether the household is there.
    request.context.authorize(Permission::HouseholdUpdate)?;
    let variables = json!({
        "id": id,
        "name": name,
        "searching": !name.is_empty(),
        "person": person,
        "chosen": !person.is_empty(),
    });
    let answer = run::<HouseholdToJoin>(request, DOCUMENT, "HouseholdToJoin", variables).await?;
    let household = answer.household.ok_or(Problem::NotFound)?;
    if !person.is_empty() && answer.person.is_none() {
        return Err(Problem::NotFound);
    }
    Ok(AddMemberPage {
        frame: Frame::of(request),
        search: Form::new(request, SEARCH_FIELDS).with("name", name),
        form,
        household,
        roles: answer.county,
        found: answer.found,
        person: answer.person,
        may_register: request.context.actor().may(Permission::PersonRegister),
    })
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let parameter = |name| request.address.parameter(name).unwrap_or_default().trim();
    let form = Form::new(&request, FIELDS).with("validFrom", request.today());
    page(&load(&request, &id, parameter("name"), parameter("person"), form).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddAnswer {
    household_member_add: HouseholdChanged,
}

async fn add(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let person = submission.value("personId");
    let input = json!({
        "householdId": id,
        // What is no number is no version either: the present state is shown.
        "version": submission.value("version").parse::<i32>().unwrap_or(0),
        "personId": person,
        "role": submission.value("role"),
        "validFrom": submission.optional("validFrom"),
    });
    let variables = json!({ "input": input });
    let problems = run::<AddAnswer>(request, DOCUMENT, "AddMember", variables)
        .await?
        .household_member_add
        .user_errors;
    if problems.is_empty() {
        return see(&request.path(&format!("households/{id}")));
    }
    let status = status_of(&problems);
    let form = Form::refused(&submission, FIELDS, problems);
    page_with(status, &load(request, &id, "", person, form).await?)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AddMemberPage> {
    let sample = |form, found, person| AddMemberPage {
        frame: Frame::sample(locale),
        search: Form::sample(SEARCH_FIELDS).with("name", "Yıldız"),
        form,
        household: HouseholdData::sample(),
        roles: Roles::sample(),
        found,
        person,
        may_register: true,
    };
    let found = |nodes, has_next_page| Found {
        nodes,
        page_info: HasNextPage { has_next_page },
    };
    let rows = PersonRow::samples;
    vec![
        sample(Form::sample(FIELDS), None, None),
        sample(Form::sample(FIELDS), Some(found(vec![], false)), None),
        sample(Form::sample(FIELDS), Some(found(rows(), true)), None),
        sample(Form::sample(FIELDS), None, rows().pop()),
        sample(Form::sample_with_problems(FIELDS), None, rows().pop()),
    ]
}
