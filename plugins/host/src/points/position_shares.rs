//! How posts are shared out among municipalities or units.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        PositionSharesRulePre,
        position_shares::{Date, Request, Share},
    },
    {check_date, check_position},
};
use crate::{
    answer::{Nonsense, check_count, check_reason, demand},
    guest::Guest,
    readable::Words,
};

/// Shares posts out.
#[derive(Debug)]
pub enum ShareOut {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

impl Question for ShareOut {
    type Request = Request;
    type Answer = Share;

    const POINT: ExtensionPoint = ExtensionPoint::PositionShares;
    const FUNCTION: &'static str = "share-out";
    const WORDS: Words = Words {
        positions: &[("area", "areas"), ("measure", "measures")],
        sets: &[],
        choices: &[],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Share>> {
        let rule = PositionSharesRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_position_shares();
        Ok(rule.call_share_out(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.figures.len() + request.areas.len()
    }

    fn vocabularies(request: &Request) -> Vec<Vocabulary<'_>> {
        vec![
            Vocabulary::of(&request.areas),
            Vocabulary::of(&request.measures),
        ]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        if request.grid_centi_fte == 0
            || !request
                .posts_centi_fte
                .is_multiple_of(request.grid_centi_fte)
        {
            return Err("the posts are no multiple of the grid".to_owned());
        }
        for figure in &request.figures {
            check_position(figure.area, request.areas.len(), "area")?;
            check_position(figure.measure, request.measures.len(), "measure")?;
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Share], about: &About) -> Result<(), Nonsense> {
        check_count(request.areas.len(), answers.len())?;
        for (position, share) in answers.iter().enumerate() {
            check_reason(position, share.reason.code, about)?;
            demand(
                share.posts_centi_fte.is_multiple_of(request.grid_centi_fte),
                position,
                "the share does not lie on the grid",
            )?;
            let steps = u64::from(share.steps) + u64::from(share.extra_steps);
            demand(
                steps * u64::from(request.grid_centi_fte) == u64::from(share.posts_centi_fte),
                position,
                "the arithmetic is not that of the share",
            )?;
        }
        let sum = answers
            .iter()
            .map(|share| u64::from(share.posts_centi_fte))
            .sum();
        let posts = u64::from(request.posts_centi_fte);
        if sum == posts {
            Ok(())
        } else {
            Err(Nonsense::Sum { sum, posts })
        }
    }
}
