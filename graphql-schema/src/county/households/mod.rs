//! Households: the family is looked at as one system.

mod household;
mod mutations;
mod queries;

pub(super) use household::Household;
pub(super) use mutations::HouseholdMutation;
pub(super) use queries::HouseholdQuery;
