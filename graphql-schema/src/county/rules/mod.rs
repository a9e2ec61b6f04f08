//! A county's rules: versions, trying out, agreement, decisions.

mod decision;
mod mutations;
mod point;
mod queries;
mod run;
mod upload;
mod version;
mod words;

pub use decision::{RuleDecision, RuleStanding};
pub(in crate::county) use decision::{decisions_about, reasons_of, standing_of};
pub use mutations::RuleMutation;
pub use queries::RuleQuery;
pub use upload::RuleUploadMutation;
pub(crate) use words::remark_text;
