//! What a county's IT does with a rule on its own machine, without a server: make a folder for it, build it, check it,
//! run its golden cases, measure it. `kreislotse plugin …` is the command line of this crate.
//!
//! Deliberately absent: uploading and activating; they go through the platform's API, with its rights and its log.

mod bench;
mod check;
mod golden;
mod new;
mod workbench;

pub use bench::{BenchLine, bench};
pub use check::{Checked, check};
pub use golden::{CaseOutcome, GoldenReport, run_golden};
pub use new::{NewFailure, NewRule, make_rule, parse_point};
pub use plugins_build::{BuildFailure, BuildRequest, Dependencies, LANGUAGES, Language, build};
pub use workbench::{ToolFailure, Workbench};
