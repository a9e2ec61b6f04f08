//! Where rules apply to case work: what they are told of persons and cases, and what their answers are called.

mod case_closing;
mod target_group;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use rules::Application;

pub use case_closing::due_day;

/// The applications of case work, for the server to hand to the engine.
pub fn rule_applications() -> Vec<Arc<dyn Application>> {
    vec![
        Arc::new(target_group::StagesOfPersons),
        Arc::new(case_closing::EndsOfCases),
    ]
}
