//! What grant the county is due.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        FundingRulePre,
        funding::{Date, Grant, Request},
    },
    {check_date, check_position},
};
use crate::{
    answer::{Nonsense, check_count, check_reason, demand},
    guest::Guest,
    limits::SET_WORDS_MAX,
    readable::Words,
};

/// Computes grants by year and line.
#[derive(Debug)]
pub enum ComputeGrants {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

/// Years of one request, after the first.
const YEARS_MAX: i32 = 30;

/// How many grants a request asks for.
fn grants(request: &Request) -> usize {
    let years = i32::from(request.last_year) - i32::from(request.first_year) + 1;
    usize::try_from(years).unwrap_or(0) * request.lines.len()
}

impl Question for ComputeGrants {
    type Request = Request;
    type Answer = Grant;

    const POINT: ExtensionPoint = ExtensionPoint::Funding;
    const FUNCTION: &'static str = "compute";
    const WORDS: Words = Words {
        positions: &[("line", "lines")],
        sets: &[("draws_on", "lines")],
        choices: &["unit"],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Grant>> {
        let rule = FundingRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_funding();
        Ok(rule.call_compute(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.posts.len() + request.rates.len() + request.expenses.len() + grants(request)
    }

    fn vocabularies(_request: &Request) -> Vec<Vocabulary<'_>> {
        vec![]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        if request.lines.len() > SET_WORDS_MAX {
            return Err(format!("more than {SET_WORDS_MAX} lines"));
        }
        let years = i32::from(request.last_year) - i32::from(request.first_year);
        if !(0..=YEARS_MAX).contains(&years) {
            return Err("the years are not in order, or too many".to_owned());
        }
        for rate in &request.rates {
            check_position(rate.line, request.lines.len(), "line")?;
            check_day(&rate.valid_from, "valid-from")?;
            rate.valid_to
                .iter()
                .try_for_each(|day| check_day(day, "valid-to"))?;
        }
        let known = u32::MAX
            .checked_shl(u32::try_from(request.lines.len()).unwrap_or(32))
            .unwrap_or(0);
        for post in &request.posts {
            if post.draws_on & known != 0 || !(1..=3).contains(&post.module) {
                return Err("a post draws on lines or a module that do not exist".to_owned());
            }
            check_day(&post.valid_from, "valid-from")?;
            post.valid_to
                .iter()
                .try_for_each(|day| check_day(day, "valid-to"))?;
        }
        for expense in &request.expenses {
            check_position(expense.line, request.lines.len(), "line")?;
            check_day(&expense.on, "on")?;
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Grant], about: &About) -> Result<(), Nonsense> {
        check_count(grants(request), answers.len())?;
        for (position, grant) in answers.iter().enumerate() {
            check_reason(position, grant.reason.code, about)?;
            demand(
                grant.granted_cents <= grant.claimed_cents,
                position,
                "more is granted than was claimed",
            )?;
        }
        Ok(())
    }
}
