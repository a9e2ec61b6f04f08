//! The county's own figures: how many people have an open case, and how many of them were in touch in the period; for
//! the whole county and for each municipality.

use std::collections::BTreeSet;

use kreislotse_rule::{
    Text, export_rule,
    indicators::{Figure, Guest, Request, Row, RuleError},
    parse_parameters,
};
use serde::Deserialize;

/// The figures, by position: a key that never changes, and the name in both languages.
const FIGURES: &[Text] = &[
    Text {
        key: "people-with-open-case",
        de: "Menschen mit offenem Fall",
        en: "People with an open case",
    },
    Text {
        key: "people-in-touch",
        de: "Davon mit Kontakt im Zeitraum",
        en: "Of these in touch in the period",
    },
];

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    contacts_from: u16,
}

struct Rule;

impl Guest for Rule {
    /// Each figure once for the county and once for each municipality.
    fn compute(request: Request) -> Result<Vec<Figure>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let rows = request.rows.iter();
        let open: Vec<&Row> = rows
            .filter(|row| row.closed.is_none_or(|day| day.key() > request.as_of.key()))
            .collect();
        let in_touch = |row: &&&Row| row.contacts >= parameters.contacts_from;
        let municipalities = 0..request.municipalities.len() as u16;
        let places = std::iter::once(None).chain(municipalities.map(Some));
        let mut figures = Vec::new();
        for place in places {
            let here: Vec<&Row> = open
                .iter()
                .filter(|row| place.is_none_or(|place| row.municipality == place))
                .copied()
                .collect();
            let touched: Vec<&Row> = here.iter().filter(in_touch).copied().collect();
            figures.extend([count(0, place, &here), count(1, place, &touched)]);
        }
        Ok(figures)
    }
}

/// People, not cases: somebody with two cases counts once.
fn count(figure: u16, municipality: Option<u16>, rows: &[&Row]) -> Figure {
    let persons: BTreeSet<u32> = rows.iter().map(|row| row.person).collect();
    Figure {
        figure,
        municipality,
        value_hundredths: persons.len() as i32 * 100,
        persons: persons.len() as u32,
    }
}

export_rule!(
    indicators, Rule, Indicators,
    name: ("rule-key", "Offene Fälle und Kontakte", "Open cases and contacts"),
    schema: include_str!("../parameters.schema.json"),
    reasons: &[],
    figures: FIGURES,
);
