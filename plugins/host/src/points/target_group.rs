//! Whom the county serves, in which order.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        TargetGroupRulePre,
        target_group::{Date, Floor, FloorRequest, Placement, Request},
    },
    check_date, check_position, check_set,
};
use crate::{
    answer::{Nonsense, check_count, check_known, check_reason, demand},
    guest::Guest,
    readable::Words,
};

/// Places persons in stages.
#[derive(Debug)]
pub enum Classify {}

/// Says what a municipality must keep for its core group.
#[derive(Debug)]
pub enum Floors {}

const WORDS: Words = Words {
    positions: &[("stage", "stages"), ("municipality", "municipalities")],
    sets: &[("programmes", "programmes")],
    choices: &["residence"],
    reason_sets: &["further"],
};

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

impl Question for Classify {
    type Request = Request;
    type Answer = Placement;

    const POINT: ExtensionPoint = ExtensionPoint::TargetGroup;
    const FUNCTION: &'static str = "classify";
    const WORDS: Words = WORDS;

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Placement>> {
        let rule = TargetGroupRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_target_group();
        Ok(rule.call_classify(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.persons.len()
    }

    fn vocabularies(request: &Request) -> Vec<Vocabulary<'_>> {
        vec![
            Vocabulary::of(&request.stages),
            Vocabulary::of_sets(&request.programmes),
            Vocabulary::of(&request.municipalities),
        ]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        for person in &request.persons {
            if let Some(born) = &person.born {
                check_day(born, "born")?;
            }
            if let Some(arrived) = &person.arrived {
                check_day(arrived, "arrived")?;
            }
            check_position(
                person.municipality,
                request.municipalities.len(),
                "municipality",
            )?;
            check_set(person.programmes, &request.programmes, "programmes")?;
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Placement], about: &About) -> Result<(), Nonsense> {
        check_count(request.persons.len(), answers.len())?;
        let reasons = u64::try_from(about.reasons.len()).unwrap_or(u64::MAX);
        let known = if reasons >= 32 {
            1 << 32
        } else {
            1_u64 << reasons
        };
        for (position, placement) in answers.iter().enumerate() {
            if let Some(stage) = placement.stage {
                check_known(position, "stage", stage, request.stages.len())?;
            }
            demand(
                placement.stage.is_some() || !placement.eligible,
                position,
                "somebody in no stage is said to be served",
            )?;
            check_reason(position, placement.reason.code, about)?;
            demand(
                u64::from(placement.further) < known,
                position,
                "a further reason does not exist",
            )?;
        }
        Ok(())
    }
}

impl Question for Floors {
    type Request = FloorRequest;
    type Answer = Floor;

    const POINT: ExtensionPoint = ExtensionPoint::TargetGroup;
    const FUNCTION: &'static str = "floors";
    const WORDS: Words = WORDS;

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &FloorRequest,
    ) -> wasmtime::Result<Outcome<Floor>> {
        let rule = TargetGroupRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_target_group();
        Ok(rule.call_floors(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &FloorRequest) -> &str {
        &request.parameters
    }

    fn rows(request: &FloorRequest) -> usize {
        let stages = request
            .usages
            .iter()
            .map(|usage| usage.used_centi_fte.len());
        request.usages.len() + stages.sum::<usize>()
    }

    fn vocabularies(request: &FloorRequest) -> Vec<Vocabulary<'_>> {
        vec![
            Vocabulary::of(&request.stages),
            Vocabulary::of(&request.municipalities),
        ]
    }

    fn check_request(request: &FloorRequest) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        for usage in &request.usages {
            check_position(
                usage.municipality,
                request.municipalities.len(),
                "municipality",
            )?;
            if usage.used_centi_fte.len() != request.stages.len() {
                return Err("used-centi-fte has not one figure for each stage".to_owned());
            }
        }
        Ok(())
    }

    fn judge(request: &FloorRequest, answers: &[Floor], about: &About) -> Result<(), Nonsense> {
        check_count(request.usages.len(), answers.len())?;
        for (position, (floor, usage)) in answers.iter().zip(&request.usages).enumerate() {
            check_reason(position, floor.reason.code, about)?;
            demand(
                u64::from(floor.core_centi_fte) + u64::from(floor.open_centi_fte)
                    <= u64::from(usage.share_centi_fte),
                position,
                "more is given away than the municipality's share",
            )?;
        }
        Ok(())
    }
}
