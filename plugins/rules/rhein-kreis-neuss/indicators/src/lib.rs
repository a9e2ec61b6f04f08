//! The own figures of Rhein-Kreis Neuss (concept, state 27 August 2021): how large the groups of the stages are in each
//! municipality, whether the core group gets its half of case management, how many people have needs in several areas
//! of life, and how many were reached in the period.
//!
//! Assumptions where the concept is silent: a group is counted on the last day of the period, by people with an open
//! case; the share of the core group is one of people, since hours are not recorded by stage; "several" areas of life
//! are three or more (a parameter). Somebody with cases in two stages belongs to the earlier one.

mod people;

use kreislotse_rule::{
    Text, export_rule,
    indicators::{Figure, Guest, Request, RuleError},
    parse_parameters,
};
use serde::Deserialize;

use crate::people::{People, Person};

/// The stages of the concept, in order; each has a figure at the same position.
const STAGES: [&str; 4] = ["stage-1a", "stage-1b", "stage-2", "stage-3"];

/// Stages whose people are the core group: those of stage 2 are of its ages and join it when the state programme ends.
const CORE_STAGES: [u16; 2] = [0, 2];

/// Positions of the figures that follow those of the stages.
const CORE_SHARE: u16 = 4;
const SEVERAL_LIFE_AREAS: u16 = 5;
const REACHED: u16 = 6;

const FIGURES: &[Text] = &[
    Text {
        key: "people-stage-1a",
        de: "Menschen mit offenem Fall, Stufe 1a",
        en: "People with an open case, stage 1a",
    },
    Text {
        key: "people-stage-1b",
        de: "Menschen mit offenem Fall, Stufe 1b",
        en: "People with an open case, stage 1b",
    },
    Text {
        key: "people-stage-2",
        de: "Menschen mit offenem Fall, Stufe 2",
        en: "People with an open case, stage 2",
    },
    Text {
        key: "people-stage-3",
        de: "Menschen mit offenem Fall, Stufe 3",
        en: "People with an open case, stage 3",
    },
    Text {
        key: "core-group-percent",
        de: "Anteil der Kernzielgruppe an Menschen mit offenem Fall (Prozent)",
        en: "Share of the core group among people with an open case (percent)",
    },
    Text {
        key: "several-life-areas-percent",
        de: "Anteil mit Bedarf in mehreren Lebensbereichen (Prozent)",
        en: "Share with needs in several life areas (percent)",
    },
    Text {
        key: "people-reached",
        de: "Im Zeitraum erreichte Menschen",
        en: "People reached in the period",
    },
];

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    several_life_areas_from: u32,
}

struct Rule;

impl Guest for Rule {
    fn compute(request: Request) -> Result<Vec<Figure>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let people = People::read(&request)?;
        let municipalities = 0..request.municipalities.len() as u16;
        let places = std::iter::once(None).chain(municipalities.map(Some));
        let several = parameters.several_life_areas_from;
        Ok(places
            .flat_map(|place| figures_of(&people.in_place(place), place, several))
            .collect())
    }
}

/// All figures of one place.
fn figures_of(people: &[Person], place: Option<u16>, several: u32) -> Vec<Figure> {
    let count = |counts: &dyn Fn(&Person) -> bool| {
        let counted = people.iter().filter(|person| counts(person)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    let open = count(&|person| person.is_open);
    let stages = (0..STAGES.len() as u16).map(|stage| {
        let here = count(&|person| person.is_open && person.stage == Some(stage));
        Some(number(stage, place, here))
    });
    let core = count(&|person| {
        person.is_open
            && person
                .stage
                .is_some_and(|stage| CORE_STAGES.contains(&stage))
    });
    let needy = count(&|person| person.is_open && person.needs.count_ones() >= several);
    let rest = [
        percent(CORE_SHARE, place, core, open),
        percent(SEVERAL_LIFE_AREAS, place, needy, open),
        Some(number(REACHED, place, count(&|person| person.contacts > 0))),
    ];
    stages.chain(rest).flatten().collect()
}

fn number(figure: u16, municipality: Option<u16>, persons: u32) -> Figure {
    Figure {
        figure,
        municipality,
        value_hundredths: hundredths(u64::from(persons) * 100),
        persons,
    }
}

/// A share, rounded to hundredths of a percent; nobody has no share. The people behind it are those it tells of.
fn percent(figure: u16, municipality: Option<u16>, part: u32, whole: u32) -> Option<Figure> {
    let (part_of, whole_of) = (u64::from(part), u64::from(whole));
    let value = (part_of * 20_000 + whole_of).checked_div(2 * whole_of)?;
    Some(Figure {
        figure,
        municipality,
        value_hundredths: hundredths(value),
        persons: part,
    })
}

fn hundredths(value: u64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

export_rule!(
    indicators, Rule, Indicators,
    name: (
        "rhein-kreis-neuss-indicators",
        "Eigene Kennzahlen (Rhein-Kreis Neuss)",
        "Own figures (Rhein-Kreis Neuss)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: &[],
    figures: FIGURES,
);
