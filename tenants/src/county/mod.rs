//! A county as the rest of the platform uses it: checked, indexed, never changed.

mod aggregate;
mod labels;
mod posts;
mod roles;

pub use aggregate::{County, CountyFiles};
pub use posts::PostFilter;
pub use roles::GrantedRoles;
