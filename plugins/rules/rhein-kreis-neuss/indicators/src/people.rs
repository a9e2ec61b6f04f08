//! People, not cases: what the rows of one person say together.

use std::collections::{BTreeMap, BTreeSet};

use kreislotse_rule::indicators::{Request, Row, RuleError};

use crate::STAGES;

/// A person in one place, or in the whole county.
#[derive(Default)]
pub(crate) struct Person {
    pub(crate) is_open: bool,
    /// Position in [`STAGES`] of the earliest stage among the open cases.
    pub(crate) stage: Option<u16>,
    /// Life areas with a need in an open case, as a set.
    pub(crate) needs: u32,
    pub(crate) contacts: u32,
}

/// The rows, with what the rule knows of the county's own words.
pub(crate) struct People<'a> {
    request: &'a Request,
    /// The position in [`STAGES`] of each of the county's stages, if the concept has it.
    stages: Vec<Option<u16>>,
}

impl<'a> People<'a> {
    pub(crate) fn read(request: &'a Request) -> Result<People<'a>, RuleError> {
        let known: BTreeSet<&str> = request.stages.iter().map(String::as_str).collect();
        if let Some(missing) = STAGES.iter().find(|stage| !known.contains(*stage)) {
            // Its people would quietly be counted nowhere.
            let text = format!("the county has no stage {missing}");
            return Err(RuleError::Data(text));
        }
        let position = |key: &String| STAGES.iter().position(|stage| stage == key);
        let stages = request.stages.iter();
        Ok(People {
            request,
            stages: stages
                .map(|key| position(key).map(|at| at as u16))
                .collect(),
        })
    }

    /// Everybody in one municipality, or in the county.
    pub(crate) fn in_place(&self, place: Option<u16>) -> Vec<Person> {
        let rows = self.request.rows.iter();
        let here = rows.filter(|row| place.is_none_or(|place| row.municipality == place));
        let mut people: BTreeMap<u32, Person> = BTreeMap::new();
        for row in here {
            self.add(people.entry(row.person).or_default(), row);
        }
        people.into_values().collect()
    }

    fn add(&self, person: &mut Person, row: &Row) {
        person.contacts += u32::from(row.contacts);
        let is_open = row
            .closed
            .is_none_or(|day| day.key() > self.request.as_of.key());
        if is_open {
            person.is_open = true;
            person.needs |= row.needs;
            let stage = row.stage.and_then(|stage| self.stages[usize::from(stage)]);
            let stages = person.stage.into_iter().chain(stage);
            person.stage = stages.min();
        }
    }
}
