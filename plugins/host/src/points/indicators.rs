//! The county's own figures.

use std::collections::BTreeSet;

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        IndicatorsRulePre,
        indicators::{Date, Figure, Request},
    },
    {check_date, check_position, check_set},
};
use crate::{
    answer::{Nonsense, check_known, demand},
    guest::Guest,
    readable::Words,
};

/// Computes figures.
#[derive(Debug)]
pub enum ComputeIndicators {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

impl Question for ComputeIndicators {
    type Request = Request;
    type Answer = Figure;

    const POINT: ExtensionPoint = ExtensionPoint::Indicators;
    const FUNCTION: &'static str = "compute";
    const WORDS: Words = Words {
        positions: &[("municipality", "municipalities"), ("stage", "stages")],
        sets: &[("needs", "life_areas")],
        choices: &["constellation"],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Figure>> {
        let rule = IndicatorsRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_indicators();
        Ok(rule.call_compute(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.rows.len()
    }

    fn vocabularies(request: &Request) -> Vec<Vocabulary<'_>> {
        vec![
            Vocabulary::of(&request.municipalities),
            Vocabulary::of(&request.stages),
            Vocabulary::of_sets(&request.life_areas),
        ]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        check_day(&request.period_from, "period-from")?;
        for row in &request.rows {
            check_position(
                row.municipality,
                request.municipalities.len(),
                "municipality",
            )?;
            if let Some(stage) = row.stage {
                check_position(stage, request.stages.len(), "stage")?;
            }
            check_day(&row.opened, "opened")?;
            row.closed
                .iter()
                .try_for_each(|day| check_day(day, "closed"))?;
            check_set(row.needs, &request.life_areas, "needs")?;
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Figure], about: &About) -> Result<(), Nonsense> {
        let mut seen = BTreeSet::new();
        let persons: BTreeSet<u32> = request.rows.iter().map(|row| row.person).collect();
        for (position, figure) in answers.iter().enumerate() {
            check_known(position, "figure", figure.figure, about.figures.len())?;
            if let Some(municipality) = figure.municipality {
                check_known(
                    position,
                    "municipality",
                    municipality,
                    request.municipalities.len(),
                )?;
            }
            demand(
                seen.insert((figure.figure, figure.municipality)),
                position,
                "a figure comes twice for the same place",
            )?;
            demand(
                usize::try_from(figure.persons).is_ok_and(|count| count <= persons.len()),
                position,
                "more persons are counted than there are",
            )?;
        }
        Ok(())
    }
}
