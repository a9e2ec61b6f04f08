//! Ending a membership; it stays visible as a past one.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{HouseholdChanged, HouseholdData, Member, status_of},
};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page, page_with, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["membershipId", "validTo"];

#[derive(Template)]
#[template(path = "household/end_membership.html")]
pub(in crate::pages) struct EndMembershipPage {
    frame: Frame,
    form: Form,
    household: HouseholdData,
    /// Memberships that go on: id, name and role.
    memberships: Vec<Entry>,
}

#[derive(Deserialize)]
struct HouseholdToLeave {
    household: Option<HouseholdData>,
}

impl EndMembershipPage {
    fn new(frame: Frame, form: Form, household: HouseholdData) -> Self {
        let entry = |member: &Member| {
            let name = match &member.person {
                Some(person) => person.display_name.clone(),
                None => frame.text("household-person-hidden"),
            };
            Entry {
                key: member.id.clone(),
                label: format!("{name} ({})", member.role.label),
            }
        };
        let going_on = household
            .members
            .iter()
            .filter(|member| member.valid_to.is_none());
        Self {
            memberships: going_on.map(entry).collect(),
            frame,
            form,
            household,
        }
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/households/{id}/members/end",
        get(show).post(end),
    )
}

async fn load(request: &TenantRequest, id: &str, form: Form) -> Result<EndMembershipPage, Problem> {
    // The role is looked at first, so that a refusal does not tell whether the household is there.
    request.context.authorize(Permission::HouseholdUpdate)?;
    let variables = json!({ "id": id });
    let answer = run::<HouseholdToLeave>(request, DOCUMENT, "HouseholdToLeave", variables).await?;
    let household = answer.household.ok_or(Problem::NotFound)?;
    Ok(EndMembershipPage::new(Frame::of(request), form, household))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("validTo", request.today());
    page(&load(&request, &id, form).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EndAnswer {
    household_member_end: HouseholdChanged,
}

async fn end(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "householdId": id,
        // What is no number is no version either: the present state is shown.
        "version": submission.value("version").parse::<i32>().unwrap_or(0),
        "membershipId": submission.value("membershipId"),
        "validTo": submission.optional("validTo"),
    });
    let variables = json!({ "input": input });
    let problems = run::<EndAnswer>(request, DOCUMENT, "EndMembership", variables)
        .await?
        .household_member_end
        .user_errors;
    if problems.is_empty() {
        return see(&request.path(&format!("households/{id}")));
    }
    let status = status_of(&problems);
    let form = Form::refused(&submission, FIELDS, problems);
    page_with(status, &load(request, &id, form).await?)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<EndMembershipPage> {
    [Form::sample(FIELDS), Form::sample_with_problems(FIELDS)]
        .into_iter()
        .map(|form| EndMembershipPage::new(Frame::sample(locale), form, HouseholdData::sample()))
        .collect()
}
