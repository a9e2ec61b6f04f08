//! Joining and leaving a household.

use chrono::NaiveDate;
use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{Household, HouseholdId, MembershipId, NewMembership};

/// Adds a member.
pub async fn add_household_member(context: &CountyContext, household: HouseholdId, expected_version: i32, member: NewMembership) -> Result<Household, Failure> {
    let _ = (context, household, expected_version, member);
    Err(Failure::NotFound)
}

/// Ends a membership.
pub async fn end_household_membership(context: &CountyContext, household: HouseholdId, expected_version: i32, membership: MembershipId, last_day: NaiveDate) -> Result<Household, Failure> {
    let _ = (context, household, expected_version, membership, last_day);
    Err(Failure::NotFound)
}
