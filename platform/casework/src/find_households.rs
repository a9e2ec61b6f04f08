//! Reading households.

use std::collections::HashMap;
use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{Household, HouseholdId, PersonId};

/// A household in scope.
pub async fn find_household(context: &CountyContext, id: HouseholdId) -> Result<Option<Household>, Failure> {
    let _ = (context, id);
    Err(Failure::NotFound)
}

/// Those of the households that are in scope, for loaders.
pub async fn households_by_ids(context: &CountyContext, ids: &[HouseholdId]) -> Result<HashMap<HouseholdId, Household>, Failure> {
    let _ = (context, ids);
    Err(Failure::NotFound)
}

/// The households in scope that a person belongs or belonged to.
pub async fn households_of_person(context: &CountyContext, person: PersonId) -> Result<Vec<Household>, Failure> {
    let _ = (context, person);
    Err(Failure::NotFound)
}
