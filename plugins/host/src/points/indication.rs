//! Which constellation fits what was heard at intake.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        IndicationRulePre,
        indication::{Answer, Criteria, Date, Proposal, Request},
    },
    {check_date, check_set},
};
use crate::{
    answer::{Nonsense, check_count, check_reason, demand},
    guest::Guest,
    readable::Words,
};

/// Proposes constellations.
#[derive(Debug)]
pub enum ProposeConstellation {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

/// The criteria that were answered so, as a set.
fn those(criteria: &Criteria, answer: Answer) -> u8 {
    let answers = [
        criteria.complex_need,
        criteria.several_providers,
        criteria.regular_paths_fail,
        criteria.lacking_own_resources,
        criteria.consent,
    ];
    let bits = answers.iter().enumerate();
    bits.map(|(bit, found)| u8::from(*found == answer) << bit)
        .sum()
}

impl Question for ProposeConstellation {
    type Request = Request;
    type Answer = Proposal;

    const POINT: ExtensionPoint = ExtensionPoint::Indication;
    const FUNCTION: &'static str = "propose";
    const WORDS: Words = Words {
        positions: &[],
        sets: &[("needs", "life_areas")],
        choices: &[
            "constellation",
            "complex_need",
            "several_providers",
            "regular_paths_fail",
            "lacking_own_resources",
            "consent",
        ],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Proposal>> {
        let rule = IndicationRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_indication();
        Ok(rule.call_propose(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.intakes.len()
    }

    fn vocabularies(request: &Request) -> Vec<Vocabulary<'_>> {
        vec![Vocabulary::of_sets(&request.life_areas)]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        for intake in &request.intakes {
            check_set(intake.needs, &request.life_areas, "needs")?;
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Proposal], about: &About) -> Result<(), Nonsense> {
        check_count(request.intakes.len(), answers.len())?;
        for (position, (proposal, intake)) in answers.iter().zip(&request.intakes).enumerate() {
            check_reason(position, proposal.reason.code, about)?;
            let criteria = &intake.criteria;
            demand(
                proposal.met == those(criteria, Answer::Yes)
                    && proposal.unmet == those(criteria, Answer::No)
                    && proposal.open == those(criteria, Answer::Open),
                position,
                "the criteria named are not those of the intake",
            )?;
        }
        Ok(())
    }
}
