//! Posts and their sums: what a county's structure adds up to on a reference date.
//!
//! Deliberately absent: tables. Posts are configuration with effective dates; who holds a post is
//! seen from the grants of the accounts (`kernel::accounts`). What shares municipalities are due is
//! said by the county's rule; `share_posts` tells it what it needs to know.
//!
//! Entry point: [`read_structure`].

mod model;
mod read_structure;
mod share_posts;

pub use model::{CarrierSum, ModulePosts, PlaceSum, ServedPlace, Structure, structure_at};
pub use read_structure::read_structure;
pub use share_posts::{SharesOfMunicipalities, municipality_subject};
