//! Persons: who is supported or belongs to a household.

mod mutations;
mod person;
mod queries;

pub(super) use mutations::PersonMutation;
pub(super) use person::Person;
pub(super) use queries::PersonQuery;
