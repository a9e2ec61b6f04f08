//! Types and pure rules; no I/O.

mod decision;
mod ids;
pub mod limits;
mod run;
mod version;

pub use decision::{Answered, Decision, FailureMark, Standing, SubjectKind};
pub use ids::{DecisionId, RuleRunId, RuleVersionId};
pub use run::{RuleRun, RunChange, RunKind, RunState, RunSum};
pub use version::{
    GoldenFile, GoldenResult, Remark, RuleState, RuleUpload, RuleVersion, effective_on,
};
