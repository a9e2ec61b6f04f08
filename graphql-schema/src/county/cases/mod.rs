//! Cases: the work with a person or household.

mod actions;
mod assign;
mod case;
mod close;
mod constellation;
mod contact;
mod due;
mod filter;
mod intake;
mod list;
mod live;
mod open;
mod payload;
mod queries;
mod referral;
mod timeline;
mod warnings;

use async_graphql::MergedObject;

pub(super) use case::Case;
pub(super) use contact::Contact;
pub(super) use due::DueQuery;
pub(super) use filter::{CaseOrder, CaseSelection};
pub(super) use list::{CaseConnection, cases_page};
pub use live::CaseSubscription;
pub(super) use payload::find_case_if_selected;
pub(super) use queries::CaseQuery;
pub(super) use referral::Referral;

/// Changes of cases, with contacts and referrals.
#[derive(MergedObject, Default)]
pub struct CaseMutation(
    open::CaseOpenMutation,
    intake::IntakeMutation,
    constellation::ConstellationMutation,
    assign::AssignMutation,
    close::CloseMutation,
    due::DueMutation,
    contact::ContactMutation,
    referral::ReferralMutation,
);
