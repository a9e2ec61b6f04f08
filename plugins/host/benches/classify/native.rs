//! The target group of Rhein-Kreis Neuss as a plain function over records with strings, as a platform without a
//! sandbox would have it: the yardstick.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Date;

/// A person with words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) born: Option<Date>,
    pub(crate) residence: String,
    pub(crate) refugee: bool,
    pub(crate) special_need: bool,
    pub(crate) good_chances: bool,
    pub(crate) municipality: String,
    pub(crate) programmes: Vec<String>,
    pub(crate) family: Option<String>,
    pub(crate) child: bool,
}

/// Where a person stands, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Placement {
    pub(crate) id: String,
    pub(crate) stage: Option<String>,
    pub(crate) eligible: bool,
    pub(crate) reason: String,
}

fn age_on(born: Date, day: Date) -> i32 {
    let before = (day.month, day.day) < (born.month, born.day);
    i32::from(day.year) - i32::from(born.year) - i32::from(before)
}

fn in_core_group(person: &Person, age: i32) -> bool {
    (18..=35).contains(&age) && (person.refugee || person.residence != "german")
}

fn served_first(person: &Person, age: i32) -> Option<&'static str> {
    let served_by = |key: &str| person.programmes.iter().any(|programme| programme == key);
    let tolerated = person.residence == "tolerated" || person.residence == "asylum-seeker";
    if tolerated && (18..=27).contains(&age) && served_by("durchstarten") {
        Some("in-state-programme")
    } else if (12..=27).contains(&age) && served_by("jmd") {
        Some("served-by-jmd")
    } else if (27..=35).contains(&age) && served_by("mbe") {
        Some("served-by-mbe")
    } else {
        None
    }
}

/// Places persons, with the rule's default parameters.
pub(crate) fn classify(persons: &[Person], as_of: Date) -> Vec<Placement> {
    let is_core = |person: &&Person| {
        let age = person.born.map(|born| age_on(born, as_of));
        !person.child
            && age.is_some_and(|age| {
                in_core_group(person, age) && served_first(person, age).is_none()
            })
    };
    let core = persons.iter().filter(is_core);
    let families: HashSet<&str> = core.filter_map(|person| person.family.as_deref()).collect();
    persons
        .iter()
        .map(|person| place(person, as_of, &families))
        .collect()
}

fn place(person: &Person, as_of: Date, families: &HashSet<&str>) -> Placement {
    let (stage, eligible, reason) = match person.born.map(|born| age_on(born, as_of)) {
        None => (None, false, "age-unknown"),
        Some(age) => match served_first(person, age) {
            Some(why @ "in-state-programme") => (Some("stage-2"), false, why),
            Some(why) => (None, false, why),
            None => by_group(person, age, families),
        },
    };
    Placement {
        id: person.id.clone(),
        stage: stage.map(str::to_owned),
        eligible,
        reason: reason.to_owned(),
    }
}

fn by_group(
    person: &Person,
    age: i32,
    families: &HashSet<&str>,
) -> (Option<&'static str>, bool, &'static str) {
    let family_is_core = || {
        person
            .family
            .as_deref()
            .is_some_and(|family| families.contains(family))
    };
    if in_core_group(person, age) {
        (Some("stage-1a"), true, "core-group")
    } else if person.child && age <= 17 && family_is_core() {
        (Some("stage-1a"), true, "child-of-core-group")
    } else if person.special_need {
        (Some("stage-1b"), true, "special-need")
    } else if person.good_chances {
        (Some("stage-3"), false, "further-group-later")
    } else if person.refugee || person.residence != "german" {
        (None, false, "other-age")
    } else {
        (None, false, "not-arrived")
    }
}
