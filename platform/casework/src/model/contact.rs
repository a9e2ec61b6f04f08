//! Contacts: talks, visits, calls.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use serde::{Deserialize, Serialize};
use tenants::model::keys::ChannelKey;

use super::{CaseId, ContactId};

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The case.
    pub case_id: CaseId,
    /// The day.
    pub occurred_on: NaiveDate,
    /// The way it took place.
    pub channel: ChannelKey,
    /// How long it took, in minutes.
    pub minutes: i32,
    /// Whether an interpreter took part.
    pub interpreter_present: bool,
    /// Whether the client took part; a talk with a service about the client does not count as
    /// having seen the client.
    pub with_client: bool,
    /// What it was about.
    pub note: String,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl Contact {
    /// Its position in the list of its case's contacts.
    pub fn cursor(&self) -> ContactCursor {
        ContactCursor {
            occurred_on: self.occurred_on,
            id: self.id,
        }
    }
}

/// A contact as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// The case.
    pub case_id: CaseId,
    /// Field `occurredOn`: neither in the future nor before the case was opened.
    pub occurred_on: NaiveDate,
    /// Field `channel`.
    pub channel: String,
    /// Field `minutes`: 1 to a day.
    pub minutes: u32,
    /// Field `interpreterPresent`.
    pub interpreter_present: bool,
    /// Field `withClient`.
    pub with_client: bool,
    /// Field `note`; may be empty.
    pub note: String,
}

/// The position of a contact, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCursor {
    /// The day.
    pub occurred_on: NaiveDate,
    /// Between contacts of one day.
    pub id: ContactId,
}
