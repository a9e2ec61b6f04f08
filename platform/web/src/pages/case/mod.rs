//! One case: shown, and changed one step at a time.

mod answer;

pub(super) use answer::Labelled;
pub(crate) mod answer_referral;
pub(crate) mod appointments;
pub(crate) mod assign;
pub(crate) mod change_constellation;
mod change_form;
pub(crate) mod close;
pub(crate) mod conference;
pub(crate) mod correct_intake;
pub(crate) mod reactivate;
pub(crate) mod record_contact;
pub(crate) mod send_referral;
pub(crate) mod show;
pub(crate) mod support;
pub(crate) mod tasks;

use axum::Router;

use crate::state::WebState;

/// The pages about one case.
pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .merge(show::routes())
        .merge(support::routes())
        .merge(record_contact::routes())
        .merge(tasks::routes())
        .merge(conference::routes())
        .merge(appointments::routes())
        .merge(correct_intake::routes())
        .merge(change_constellation::routes())
        .merge(assign::routes())
        .merge(close::routes())
        .merge(reactivate::routes())
        .merge(send_referral::routes())
        .merge(answer_referral::routes())
}
