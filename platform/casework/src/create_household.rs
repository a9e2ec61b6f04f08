//! Making a household.

use kernel::{errors::Failure, idempotency::IdempotencyKey};
use tenants::CountyContext;
use crate::model::{Household, NewMembership};

/// Makes a household with its first members. Needs `household.update`.
pub async fn create_household(context: &CountyContext, name: &str, members: Vec<NewMembership>, key: Option<IdempotencyKey>) -> Result<Household, Failure> {
    let _ = (context, name, members, key);
    Err(Failure::NotFound)
}
