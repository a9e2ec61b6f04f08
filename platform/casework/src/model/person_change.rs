//! What was corrected of a person.

use chrono::{DateTime, Utc};
use kernel::ids::AccountId;

use super::{PersonChangeId, PersonField};

/// One field of a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    /// Its id.
    pub id: PersonChangeId,
    /// The field.
    pub field: PersonField,
    /// What was there: a day as `1999-03-12`, an entry of a list by its key, `yes` for what held; none for nothing.
    pub before: Option<String>,
    /// What was written instead.
    pub after: Option<String>,
    /// Why; empty if nobody said.
    pub reason: String,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// By whom.
    pub changed_by: AccountId,
}
