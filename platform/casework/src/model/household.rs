//! Households: the family is looked at as one system.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;

use super::{HouseholdId, MembershipId, PersonId};

kernel::choices! {
    /// What somebody is in a household.
    HouseholdRole {
        /// An adult whom letters go to.
        Adult = "adult",
        /// Husband, wife or partner.
        Partner = "partner",
        /// A child, grown up or not.
        Child = "child",
        /// Father or mother of an adult.
        Parent = "parent",
        /// Another relative.
        Relative = "relative",
        /// Anybody else who lives there.
        Other = "other",
    }
}

/// A household with its members, present and past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// What it is called ("Familie …").
    pub name: String,
    /// Counts changes of the household and its members, from 1.
    pub version: i32,
    /// Who made it.
    pub registered_by: AccountId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Memberships, by the day they began.
    pub members: Vec<HouseholdMember>,
}

impl Household {
    /// Who belongs to it on that day.
    pub fn members_on(&self, date: NaiveDate) -> impl Iterator<Item = &HouseholdMember> {
        self.members
            .iter()
            .filter(move |member| member.is_current_on(date))
    }
}

/// One person's membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdMember {
    /// Its id.
    pub id: MembershipId,
    /// The household.
    pub household_id: HouseholdId,
    /// The person.
    pub person_id: PersonId,
    /// What the person is in the household.
    pub role: HouseholdRole,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; `None` while it goes on.
    pub valid_to: Option<NaiveDate>,
}

impl HouseholdMember {
    /// Whether the person belongs to the household on that day; both ends belong to the span.
    pub fn is_current_on(&self, date: NaiveDate) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}

/// A membership as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMembership {
    /// Field `personId`: a person the actor may see.
    pub person_id: PersonId,
    /// Field `role`.
    pub role: HouseholdRole,
    /// Field `validFrom`: not in the future.
    pub valid_from: NaiveDate,
}
