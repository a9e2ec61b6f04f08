//! Privacy at work: retention, erasure, restriction.

mod erasure;
mod holds;
mod restriction;
mod retention;
mod retention_mutations;
mod words;

pub use erasure::{ErasureMutation, ErasureQuery};
pub use holds::{HoldMutation, HoldQuery};
pub(in crate::county) use restriction::PersonRestriction;
pub use restriction::RestrictionMutation;
pub use retention::RetentionQuery;
pub use retention_mutations::RetentionMutation;
