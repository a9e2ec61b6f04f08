//! What the files of a county say: one type per file, and the types of what they hold.
//!
//! The types are read by serde, described for editors by schemars, and refuse unknown fields.
//! Names in the files are in snake case; keys of a county's own are in the form that
//! [`kernel::keys`] gives them.

pub mod bodies;
pub mod casework;
pub mod funding;
pub mod identity;
pub mod keys;
pub mod labels;
mod module;
mod place;
pub mod retention;
pub mod roles;
pub mod sources;
pub mod structure;
mod text;
mod validity;

pub use module::{Module, UnknownModule};
pub use place::Places;
pub use text::LocalText;
pub use validity::{Dated, Validity};
