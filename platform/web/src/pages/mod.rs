//! What people see: one folder per page with its GraphQL document, template and handler.

pub(crate) mod documents;
pub(crate) mod forms;
pub(crate) mod frame;
pub(crate) mod numbers;
pub(crate) mod paging;
pub(crate) mod problem;
pub(crate) mod render;

pub(crate) mod accessibility;
pub(crate) mod api_tokens;
pub(crate) mod appointments;
pub(crate) mod audit_trail;
pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod case_list;
pub(crate) mod data_subjects;
pub(crate) mod due_cases;
mod export;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod help;
pub(crate) mod household;
pub(crate) mod landing;
pub(crate) mod open_case;
pub(crate) mod person;
pub(crate) mod retention;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod structure;
pub(crate) mod tasks;
#[cfg(test)]
mod tests;
pub(crate) mod today;
pub(crate) mod waiting_referrals;

use axum::Router;

use crate::state::WebState;

/// All pages of a tenant.
pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .merge(start::routes())
        .merge(sign_in::routes())
        .merge(case_list::routes())
        .merge(case::routes())
        .merge(due_cases::routes())
        .merge(findings::routes())
        .merge(export::routes())
        .merge(open_case::routes())
        .merge(tasks::routes())
        .merge(appointments::routes())
        .merge(waiting_referrals::routes())
        .merge(today::routes())
        .merge(files::routes())
        .merge(calendar::routes())
        .merge(person::routes())
        .merge(rules::routes())
        .merge(household::routes())
        .merge(search::routes())
        .merge(structure::routes())
        .merge(api_tokens::routes())
        .merge(audit_trail::routes())
        .merge(retention::routes())
        .merge(data_subjects::routes())
        .merge(help::routes())
        .merge(accessibility::routes())
}
