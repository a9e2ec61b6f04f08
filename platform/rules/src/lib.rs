//! A county's rules from upload to effect: versions, trying out, agreement, decisions and taking back.
//!
//! A version of a rule is a component with its parameters. It is checked, tried out on the county's own data without
//! any effect, proposed for a day and agreed to by a second person. From its day on the platform asks it, keeps what it
//! decides with everything needed to prove it, and goes on with the last decisions when it fails.
//!
//! What a rule is asked about belongs to other capabilities: they implement [`Application`], the port through which
//! this crate learns of persons and cases without knowing them.
//!
//! Deliberately absent: what a decision means (case work acts on it), running code (that is `plugins-host`), texts for
//! people other than the rule's own.
//!
//! Begin reading at [`upload_rule`] and [`decide`]. To let the platform ask another extension point: implement
//! [`Application`] in the capability that has the data, and hand it to [`RuleEngine::new`] in the server.

mod answers;
mod application;
mod approve;
mod change_parameters;
mod check_version;
mod decide;
mod discard;
mod engine;
mod explain;
mod failure_mark;
mod maintain;
mod migrations;
pub mod model;
mod move_decisions;
mod personal_data;
mod propose;
mod read_decisions;
mod read_runs;
mod read_versions;
mod remember;
mod replay;
mod roll_back;
mod run;
mod store;
mod tables;
#[cfg(feature = "testing")]
pub mod testing;
mod upload;

pub use answers::{Asked, answers_about};
pub use application::{Application, AskFailure, RuleCall};
pub use approve::{approve_rule, return_rule};
pub use change_parameters::change_parameters;
pub use decide::decide;
pub use discard::discard_rule;
pub use engine::{EngineSettings, RuleEngine, TenantRules};
pub use explain::explain;
pub use maintain::maintain_rules;
pub use migrations::migrations;
pub use move_decisions::{MovedDecision, move_decisions, move_decisions_back};
pub use personal_data::PERSONAL_DATA;
pub use propose::propose_rule;
pub use read_decisions::{list_decisions, present_decisions, versions_by_ids};
pub use read_runs::{find_run, list_run_changes, list_run_sums, list_runs};
pub use read_versions::{RuleOverview, find_version, list_rules};
pub use replay::{Replayed, replay_decisions};
pub use roll_back::roll_back_rule;
pub use run::{cancel_run, start_evaluation, try_out_rule};
pub use upload::upload_rule;
