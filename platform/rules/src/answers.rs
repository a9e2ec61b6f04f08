//! What applications do with the answers of a rule: put them beside what was asked.

use plugins_host::Called;
use serde::Serialize;
use uuid::Uuid;

use crate::model::Answered;

/// A subject of a question, with what is kept besides the answer about it.
#[derive(Debug)]
pub struct Asked {
    /// Its row in the question, by which its answer is found.
    pub row: usize,
    /// The person, case or municipality.
    pub subject: Uuid,
    /// AGS of its place, if known.
    pub municipality: Option<String>,
    /// The question about it and those it is judged together with, as [`RuleCall::input_of`](crate::RuleCall::input_of)
    /// writes it.
    pub input: String,
    /// Its row in that question.
    pub position: usize,
}

/// The answers about these subjects, each with its share of what the call cost. `outcome` says an answer in one word.
pub fn answers_about<A: Serialize>(
    called: &Called<A>,
    asked: impl IntoIterator<Item = Asked>,
    outcome: impl Fn(&A) -> String,
) -> Vec<Answered> {
    let rows = u64::try_from(called.answers.len().max(1)).unwrap_or(u64::MAX);
    let share = i64::try_from(called.cost.fuel / rows).unwrap_or(i64::MAX);
    let about = |asked: Asked| {
        // The sandbox has checked that there is an answer for each row.
        let answer = &called.answers[asked.row];
        Answered {
            subject: asked.subject,
            municipality: asked.municipality,
            input: asked.input,
            position: i32::try_from(asked.position).unwrap_or_default(),
            output: serde_json::to_string(answer).expect("answers are plain data"),
            outcome: outcome(answer),
            fuel: share,
        }
    };
    asked.into_iter().map(about).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use plugins_host::Cost;

    use super::*;

    #[test]
    fn each_answer_stands_beside_its_row_with_an_equal_share_of_the_cost() {
        let called = Called {
            answers: vec!["first", "second", "third"],
            cost: Cost {
                fuel: 100,
                duration: Duration::ZERO,
            },
        };
        let asked = |row: usize| Asked {
            row,
            subject: Uuid::from_u128(row as u128),
            municipality: None,
            input: "{}".to_owned(),
            position: 0,
        };
        let answered = answers_about(&called, [asked(2), asked(0)], |answer| (*answer).to_owned());
        let told: Vec<_> = answered
            .iter()
            .map(|answer| (answer.subject.as_u128(), &*answer.outcome, answer.fuel))
            .collect();
        assert_eq!(told, [(2, "third", 33), (0, "first", 33)]);
        assert_eq!(answered[0].output, r#""third""#);
    }
}
