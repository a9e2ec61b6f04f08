//! Which service goes first.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        PrecedenceRulePre,
        precedence::{Date, Direction, Request, Step},
    },
    {check_date, check_position, check_set},
};
use crate::{
    answer::{Nonsense, check_count, check_known, check_reason, demand},
    guest::Guest,
    readable::Words,
};

/// Says for each need who goes first.
#[derive(Debug)]
pub enum DirectNeeds {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

impl Question for DirectNeeds {
    type Request = Request;
    type Answer = Direction;

    const POINT: ExtensionPoint = ExtensionPoint::Precedence;
    const FUNCTION: &'static str = "direct";
    const WORDS: Words = Words {
        positions: &[("life_area", "life_areas"), ("service", "services")],
        sets: &[
            ("served_by", "services"),
            ("responsible", "services"),
            ("can_serve", "services"),
            ("cannot_serve", "services"),
        ],
        choices: &["residence", "step"],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Direction>> {
        let rule = PrecedenceRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_precedence();
        Ok(rule.call_direct(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.persons.len() + request.needs.len()
    }

    fn vocabularies(request: &Request) -> Vec<Vocabulary<'_>> {
        vec![
            Vocabulary::of(&request.life_areas),
            Vocabulary::of_sets(&request.services),
        ]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        for person in &request.persons {
            if let Some(born) = &person.born {
                check_day(born, "born")?;
            }
            check_set(person.served_by, &request.services, "served-by")?;
        }
        for need in &request.needs {
            check_position(need.person, request.persons.len(), "person")?;
            check_position(need.life_area, request.life_areas.len(), "life-area")?;
            check_set(need.responsible, &request.services, "responsible")?;
            if (need.can_serve | need.cannot_serve) & !need.responsible != 0 {
                return Err("a service answered that is not responsible".to_owned());
            }
            if need.can_serve & need.cannot_serve != 0 {
                return Err("a service both can and cannot serve".to_owned());
            }
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Direction], about: &About) -> Result<(), Nonsense> {
        check_count(request.needs.len(), answers.len())?;
        for (position, (direction, need)) in answers.iter().zip(&request.needs).enumerate() {
            check_reason(position, direction.reason.code, about)?;
            let Some(service) = direction.service else {
                demand(
                    direction.step == Step::Keep,
                    position,
                    "a referral names no service",
                )?;
                continue;
            };
            check_known(position, "service", service, request.services.len())?;
            let bit = 1_u32 << service;
            demand(
                direction.step == Step::Keep || need.responsible & bit != 0,
                position,
                "a service is named that is not responsible",
            )?;
            demand(
                direction.step != Step::Refer || need.cannot_serve & bit == 0,
                position,
                "somebody is referred to a service that cannot serve",
            )?;
        }
        Ok(())
    }
}
