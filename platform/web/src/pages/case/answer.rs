//! What the documents of several of these pages ask alike.

use serde::Deserialize;

use crate::pages::person::Entry;

/// A word of a list where the key does not matter.
#[derive(Deserialize)]
pub(super) struct Labelled {
    pub label: String,
}

/// What the viewer may do with the case now.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseActions {
    pub change_constellation: bool,
    pub assign: bool,
    pub close: bool,
    pub reactivate: bool,
    pub record_contact: bool,
    pub record_referral: bool,
}

/// What every step of a case says of it.
#[derive(Deserialize)]
pub(super) struct CaseHead {
    pub id: String,
    pub number: String,
    pub state: Entry,
    pub client: Client,
    pub can: CaseActions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Client {
    pub display_name: String,
}

impl CaseHead {
    /// Whether it is worked on.
    pub fn is_open(&self) -> bool {
        self.state.key == "open"
    }
}

#[cfg(test)]
impl CaseActions {
    /// Everything, or nothing.
    pub fn sample(may: bool) -> Self {
        Self {
            change_constellation: may,
            assign: may,
            close: may,
            reactivate: may,
            record_contact: may,
            record_referral: may,
        }
    }
}
