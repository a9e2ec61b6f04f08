//! The check of a county's files: every mistake at once, with file, line, path, what is wrong
//! and what would be right, in German or English.
//!
//! The steps are in `run`: a file is parsed into a tree that knows its lines (`yaml`,
//! `document`), compared with the JSON Schema (`form`), pruned of what is mistaken, read into
//! the types of [`model`](crate::model), and then every rule in `rules` is asked. Messages are
//! in `locales/<language>/check.ftl`, one for each [`ProblemCode`].

mod document;
mod folder;
mod form;
mod path;
mod problem;
mod read;
mod report;
mod rules;
mod run;
mod suggest;
mod yaml;

pub use document::Position;
pub(crate) use document::{Content, Node};
pub use problem::{Arg, Problem, ProblemCode, Severity};
pub use read::{FILE_BYTES_MAX, read_folder};
pub use report::CheckReport;
pub(crate) use run::check_and_build;
pub use run::{check_files, check_folder};
pub(crate) use yaml::parse_yaml;
pub use yaml::{YAML_DEPTH_MAX, YAML_VALUES_MAX};
