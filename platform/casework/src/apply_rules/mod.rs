//! Where rules apply to case work: what they are told of persons and cases, and what their answers are called.

mod case_closing;
mod target_group;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use plugins_host::{Called, points::Question};
use rules::{Application, RuleCall, model::Answered};
use serde::Serialize;
use uuid::Uuid;

pub use case_closing::{closing_outcome, due_day};
pub use target_group::stage_outcome;

/// The applications of case work, for the server to hand to the engine.
pub fn rule_applications() -> Vec<Arc<dyn Application>> {
    vec![
        Arc::new(target_group::StagesOfPersons),
        Arc::new(case_closing::EndsOfCases),
    ]
}

/// A row of a question, with what is kept besides the answer.
struct Subject<R> {
    id: Uuid,
    municipality: Option<String>,
    /// The question about this row and those it is judged together with.
    alone: R,
    /// Its position in that question.
    position: usize,
}

/// Puts the answers beside the rows of the question.
fn answered<Q: Question>(
    called: Called<Q::Answer>,
    subjects: impl IntoIterator<Item = (usize, Subject<Q::Request>)>,
    outcome: impl Fn(&Q::Answer) -> String,
) -> Vec<Answered>
where
    Q::Answer: Serialize,
{
    let rows = u64::try_from(called.answers.len().max(1)).unwrap_or(u64::MAX);
    let share = i64::try_from(called.cost.fuel / rows).unwrap_or(i64::MAX);
    let answer = |(row, subject): (usize, Subject<Q::Request>)| {
        let answer = &called.answers[row];
        Answered {
            subject: subject.id,
            municipality: subject.municipality,
            input: RuleCall::input_of::<Q>(&subject.alone),
            position: i32::try_from(subject.position).unwrap_or_default(),
            output: serde_json::to_string(answer).expect("answers are plain data"),
            outcome: outcome(answer),
            fuel: share,
        }
    };
    subjects.into_iter().map(answer).collect()
}
