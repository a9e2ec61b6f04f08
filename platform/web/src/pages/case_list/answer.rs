//! What the document answers.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::paging::PageInfo;

#[derive(Deserialize)]
pub(super) struct CaseListAnswer {
    pub county: County,
    pub structure: Structure,
    pub cases: Cases,
}

#[derive(Deserialize)]
pub(super) struct County {
    pub words: Vec<Entry>,
    pub municipalities: Vec<Entry>,
    pub lists: Lists,
}

/// A key with the word for it.
#[derive(Deserialize)]
pub(super) struct Entry {
    pub key: String,
    pub label: String,
}

#[derive(Deserialize)]
pub(super) struct Labelled {
    pub label: String,
}

#[derive(Deserialize)]
pub(super) struct Lists {
    pub constellations: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Structure {
    pub units: Vec<Entry>,
    pub carriers: Vec<Entry>,
    pub posts: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cases {
    pub total_count: i64,
    pub nodes: Vec<CaseRow>,
    pub page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseRow {
    pub id: String,
    pub number: String,
    pub state: Entry,
    pub constellation: Labelled,
    pub client: Client,
    pub municipality: Labelled,
    pub unit: Option<Labelled>,
    pub carrier: Labelled,
    pub post: Option<Labelled>,
    pub opened_on: NaiveDate,
    pub last_contact_on: Option<NaiveDate>,
    pub warnings: Vec<Warning>,
    pub referrals: Option<Vec<Referral>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Client {
    pub display_name: String,
}

#[derive(Deserialize)]
pub(super) struct Warning {
    pub code: String,
    /// The whole sentence; the list shows something shorter.
    pub message: String,
    pub days: Option<i64>,
    pub on: Option<NaiveDate>,
    pub missing: Vec<Labelled>,
}

#[derive(Deserialize)]
pub(super) struct Referral {
    pub pending: bool,
}

impl Warning {
    /// Whether somebody should act, as opposed to add something when there is time.
    pub fn is_pressing(&self) -> bool {
        self.code != "INCOMPLETE_DATA"
    }
}

impl CaseRow {
    /// The unit, unless it is called like the municipality.
    pub fn unit_beside_municipality(&self) -> Option<&str> {
        let unit = self.unit.as_ref()?;
        (unit.label != self.municipality.label).then_some(unit.label.as_str())
    }

    /// Warnings that the other columns do not show already.
    pub fn hints(&self) -> impl Iterator<Item = &Warning> {
        self.warnings
            .iter()
            .filter(|warning| warning.code != "NO_POST")
    }

    /// Whether it is worked on.
    pub fn is_open(&self) -> bool {
        self.state.key == "open"
    }

    /// Referrals from which something is still expected.
    pub fn pending_referrals(&self) -> i64 {
        let pending = self
            .referrals
            .iter()
            .flatten()
            .filter(|referral| referral.pending)
            .count();
        i64::try_from(pending).unwrap_or(i64::MAX)
    }
}
