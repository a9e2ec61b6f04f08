//! Posts and their sums: what a county's structure adds up to on a reference date.
//!
//! Deliberately absent: tables. Posts are configuration with effective dates; who holds a post is
//! seen from the grants of the accounts (`kernel::accounts`). Position shares and grants follow
//! with the rule plugins.
//!
//! Entry point: [`read_structure`].

mod model;
mod read_structure;

pub use model::{CarrierSum, ModulePosts, PlaceSum, ServedPlace, Structure, structure_at};
pub use read_structure::read_structure;
