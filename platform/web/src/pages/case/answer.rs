//! What the documents of several of these pages ask alike.

use serde::Deserialize;

/// A word of a list where the key does not matter.
#[derive(Clone, Deserialize)]
pub(in crate::pages) struct Labelled {
    pub label: String,
}

/// What the viewer may do with the case now.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseActions {
    pub correct_intake: bool,
    pub change_constellation: bool,
    pub assign: bool,
    pub close: bool,
    pub reactivate: bool,
    pub record_contact: bool,
    pub record_referral: bool,
    pub record_support: bool,
    pub withdraw_consent: bool,
    pub record_finding: bool,
    #[serde(default)]
    pub record_task: bool,
    #[serde(default)]
    pub record_appointment: bool,
    #[serde(default)]
    pub record_document: bool,
    #[serde(default)]
    pub record_conference: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Client {
    pub display_name: String,
}
