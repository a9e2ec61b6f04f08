//! The counties: their configuration files, and the registry of who is hosted.
//!
//! A county is a folder of eight YAML files. [`check::check_folder`] names every mistake in them
//! at once; [`County::load_folder`] makes the checked, indexed [`County`] that the rest of the
//! platform reads, and [`County::from_files`] makes it from file contents that are stored
//! elsewhere. [`template::copy_as_template`] begins a new county,
//! [`synthetic::synthetic_county`] invents one for a demo. [`registry::TenantDirectory`]
//! serves all counties of a server, and [`CountyContext`] is what use cases take.
//!
//! Deliberately absent: anything about people, and any rule that only one county has (that is a
//! plugin). To add something that a county can configure, add a field with its documentation to
//! a type in [`model`], a rule in `check/rules` if it can be wrong, a word in `words/words.csv`
//! if users read it, and regenerate the schemas.

pub mod check;
mod context;
pub mod county;
pub mod files;
pub mod model;
pub mod open_data;
pub mod personal_data;
pub mod registry;
pub mod schemas;
pub mod synthetic;
pub mod template;
pub mod words;

pub use context::CountyContext;
pub use county::County;
