//! Registering a person.

use kernel::{errors::Failure, idempotency::IdempotencyKey};
use tenants::CountyContext;
use crate::model::{Person, PersonDetails};

/// Registers a person. Needs `person.register`.
pub async fn register_person(context: &CountyContext, details: PersonDetails, key: Option<IdempotencyKey>) -> Result<Person, Failure> {
    let _ = (context, details, key);
    Err(Failure::NotFound)
}
