//! The ways in which a rule cannot be built.

use std::{io, path::PathBuf};

use thiserror::Error;

/// A rule cannot be built.
#[derive(Debug, Error)]
pub enum BuildFailure {
    /// The folder holds no rule.
    #[error(
        "{0} holds no rule: neither Cargo.toml nor src/app.py nor src/rule.ts; `kreislotse plugin new` makes one"
    )]
    NoRule(PathBuf),
    /// Neither the folder nor one above it holds the contract.
    #[error(
        "neither {0} nor a folder above it holds kit/wit and kit/sdk; `kreislotse plugin new` writes them"
    )]
    NoKit(PathBuf),
    /// Nothing says what the rule is for.
    #[error(
        "{0} does not say its extension point; give it with --point, or write {{\"point\": \"case-closing\"}} into rule.json"
    )]
    NoPoint(PathBuf),
    /// The schema of the parameters is missing.
    #[error(
        "{0} has no parameters.schema.json; a rule without parameters has one with \"properties\": {{}}"
    )]
    NoSchema(PathBuf),
    /// The machine lacks something.
    #[error("{what} is missing; install it with: {remedy}")]
    Missing {
        /// What.
        what: String,
        /// The command that installs it.
        remedy: String,
    },
    /// A program found something wrong; it said what on the screen.
    #[error("{program} ended with an error, which it tells above")]
    ToolFailed {
        /// Which.
        program: String,
    },
    /// cargo built something, but no component.
    #[error("{0} built no component: its Cargo.toml needs [lib] crate-type = [\"cdylib\"]")]
    NothingBuilt(PathBuf),
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}
