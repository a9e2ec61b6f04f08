//! The parameters, and the positions of the keys that the rule knows.

use kreislotse_rule::{
    parse_parameters,
    target_group::{Date, Request, RuleError},
};
use serde::Deserialize;

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
pub(crate) struct Parameters {
    pub(crate) core_age_from: i32,
    pub(crate) core_age_to: i32,
    pub(crate) newly_arrived_months: Option<u16>,
    state_programme_ends: Option<String>,
    stage_3_begins: Option<String>,
    pub(crate) core_percent: u32,
}

impl Parameters {
    pub(crate) fn parse(text: &str) -> Result<Parameters, RuleError> {
        let parameters: Parameters = parse_parameters(text).map_err(RuleError::Parameters)?;
        if parameters.core_age_from > parameters.core_age_to {
            let text = "core_age_from is greater than core_age_to";
            return Err(RuleError::Parameters(text.to_owned()));
        }
        Ok(parameters)
    }

    /// Whether the state programme is over on a day.
    pub(crate) fn programme_is_over(&self, day: &Date) -> bool {
        let ends = self.state_programme_ends.as_deref().map(key);
        ends.is_some_and(|ends| ends < day.key())
    }

    /// Whether stage 3 has begun on a day.
    pub(crate) fn stage_3_has_begun(&self, day: &Date) -> bool {
        let begins = self.stage_3_begins.as_deref().map(key);
        begins.is_some_and(|begins| begins <= day.key())
    }
}

/// A date as the schema demands it, in an order that compares.
fn key(text: &str) -> (i16, u8, u8) {
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let small = |part: Option<i16>| part.unwrap_or(0) as u8;
    (year.unwrap_or(0), small(month), small(day))
}

/// Where the keys that the rule knows stand in the county's lists.
pub(crate) struct Known {
    pub(crate) stage_1a: u16,
    pub(crate) stage_1b: u16,
    pub(crate) stage_2: u16,
    pub(crate) stage_3: u16,
    pub(crate) durchstarten: u32,
    pub(crate) jmd: u32,
    pub(crate) mbe: u32,
}

impl Known {
    pub(crate) fn find(request: &Request) -> Result<Known, RuleError> {
        let stage = |key: &str| find_stage(&request.stages, key);
        let programme = |key: &str| {
            let found = request.programmes.iter().position(|known| known == key);
            // Without it the rule would serve people whom it must leave to others.
            let found =
                found.ok_or_else(|| RuleError::Data(format!("no programme {key} is recorded")));
            found.map(|position| 1_u32 << position)
        };
        Ok(Known {
            stage_1a: stage("stage-1a")?,
            stage_1b: stage("stage-1b")?,
            stage_2: stage("stage-2")?,
            stage_3: stage("stage-3")?,
            durchstarten: programme("durchstarten")?,
            jmd: programme("jmd")?,
            mbe: programme("mbe")?,
        })
    }
}

/// The position of a stage that the rule knows.
pub(crate) fn find_stage(stages: &[String], key: &str) -> Result<u16, RuleError> {
    let found = stages.iter().position(|known| known == key);
    found
        .and_then(|position| u16::try_from(position).ok())
        .ok_or_else(|| RuleError::Data(format!("the county has no stage {key}")))
}
