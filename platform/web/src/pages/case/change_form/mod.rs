//! What the forms of one case share: the case as it is read before a change, the step that needs
//! it open or closed, and both versions when somebody else was faster.
//!
//! A form page reads with [`load`] (or [`load_referral`]), sends its own mutation, and on problems
//! lets [`ChangeForm::refused`] decide between 422 and 409.

mod answer;
mod form;
mod head;
mod intake;
mod load;
mod send;
mod step;

pub(in crate::pages::case) use answer::{
    CaseToChange, ConstellationRule, County, PostServing, ReferralToAnswer, Structure,
};
pub(in crate::pages::case) use form::{ChangeForm, Fact, sent_version};
pub(in crate::pages::case) use head::{Head, Obstacle, case_address, case_facts, title};
pub(in crate::pages::case) use intake::{LoadedIntake, OfferedAtIntake, intake_facts, load_intake};
pub(in crate::pages::case) use load::{
    LoadedCase, LoadedReferral, load, load_referral, load_structure,
};
pub(in crate::pages::case) use send::{see_case, send_change};
pub(in crate::pages::case) use step::Step;

/// What the forms read; each form's own document holds its mutation.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");
