//! One household: members, former members, cases.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{HouseholdData, Member},
};
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::format_day,
        person::CaseSummary,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "household/page.html")]
pub(in crate::pages) struct HouseholdPage {
    frame: Frame,
    household: HouseholdData,
    cases: Vec<CaseSummary>,
    may_open_case: bool,
}

#[derive(Deserialize)]
struct HouseholdAnswer {
    household: Option<HouseholdWithCases>,
}

#[derive(Deserialize)]
struct HouseholdWithCases {
    #[serde(flatten)]
    household: HouseholdData,
    cases: Cases,
}

#[derive(Deserialize)]
struct Cases {
    nodes: Vec<CaseSummary>,
}

/// A table of members.
struct MemberTable<'a> {
    id: &'static str,
    title: &'static str,
    is_current: bool,
    members: Vec<&'a Member>,
}

impl HouseholdPage {
    /// The members and, if there are any, the former ones.
    fn member_tables(&self) -> Vec<MemberTable<'_>> {
        let current = MemberTable {
            id: "members",
            title: "household-members",
            is_current: true,
            members: self.household.current_members(),
        };
        let former = MemberTable {
            id: "former-members",
            title: "household-former-members",
            is_current: false,
            members: self.household.former_members(),
        };
        let shown = |table: &MemberTable<'_>| table.is_current || !table.members.is_empty();
        [current, former].into_iter().filter(shown).collect()
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/households/{id}", get(show))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let variables = json!({ "id": id });
    let answer = run::<HouseholdAnswer>(&request, DOCUMENT, "HouseholdPage", variables).await?;
    let found = answer.household.ok_or(Problem::NotFound)?;
    page(&HouseholdPage {
        frame: Frame::of(&request),
        household: found.household,
        cases: found.cases.nodes,
        may_open_case: request.context.actor().may(Permission::CaseOpen),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<HouseholdPage> {
    let sample = |household, cases: &str, may_open_case| HouseholdPage {
        frame: Frame::sample(locale),
        household,
        cases: serde_json::from_str(cases).expect("sample cases"),
        may_open_case,
    };
    let unchangeable = HouseholdData {
        can_update: false,
        members: Vec::new(),
        ..HouseholdData::sample()
    };
    vec![
        sample(
            HouseholdData::sample(),
            include_str!("samples/cases.json"),
            true,
        ),
        sample(unchangeable, "[]", false),
    ]
}
