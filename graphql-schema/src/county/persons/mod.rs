//! Persons: who is supported or belongs to a household.

mod change;
mod duplicates;
mod merge;
mod mutations;
mod person;
mod queries;

pub(super) use duplicates::DuplicateQuery;
pub(super) use merge::PersonMergeMutation;
pub(super) use mutations::PersonMutation;
pub(super) use person::Person;
pub(super) use queries::PersonQuery;
