//! The case that something belongs to, as lists across cases name it.

use super::{CaseId, PersonId};

/// A case by its number and client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseReference {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The client.
    pub client: PersonId,
    /// The client's name as people say it.
    pub client_name: String,
}
