//! When a case ends because nobody has been in touch.

use wasmtime::{Store, component::InstancePre};

use super::{
    About, ExtensionPoint, Outcome, Question, Vocabulary,
    bindings::{
        CaseClosingRulePre,
        case_closing::{Closing, Date, Request, Verdict},
    },
    check_date,
};
use crate::{
    answer::{Nonsense, check_count, check_reason, demand},
    guest::Guest,
    readable::Words,
};

/// Says which cases to keep, to close, to ask about.
#[derive(Debug)]
pub enum JudgeCases {}

fn check_day(date: &Date, what: &str) -> Result<(), String> {
    check_date(date.year, date.month, date.day, what)
}

/// Dates in their order.
fn key(date: &Date) -> (i16, u8, u8) {
    (date.year, date.month, date.day)
}

impl Question for JudgeCases {
    type Request = Request;
    type Answer = Closing;

    const POINT: ExtensionPoint = ExtensionPoint::CaseClosing;
    const FUNCTION: &'static str = "judge";
    const WORDS: Words = Words {
        positions: &[],
        sets: &[],
        choices: &["constellation", "verdict"],
        reason_sets: &[],
    };

    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Request,
    ) -> wasmtime::Result<Outcome<Closing>> {
        let rule = CaseClosingRulePre::new(pre.clone())?.instantiate(&mut *store)?;
        let rule = rule.kreislotse_rules_case_closing();
        Ok(rule.call_judge(store, request)?.map_err(Into::into))
    }

    fn parameters(request: &Request) -> &str {
        &request.parameters
    }

    fn rows(request: &Request) -> usize {
        request.cases.len()
    }

    fn vocabularies(_request: &Request) -> Vec<Vocabulary<'_>> {
        vec![]
    }

    fn check_request(request: &Request) -> Result<(), String> {
        check_day(&request.as_of, "as-of")?;
        for case in &request.cases {
            check_day(&case.opened, "opened")?;
            for day in case.last_contact.iter().chain(&case.next_appointment) {
                check_day(day, "last-contact or next-appointment")?;
            }
        }
        Ok(())
    }

    fn judge(request: &Request, answers: &[Closing], about: &About) -> Result<(), Nonsense> {
        check_count(request.cases.len(), answers.len())?;
        let today = key(&request.as_of);
        for (position, closing) in answers.iter().enumerate() {
            check_reason(position, closing.reason.code, about)?;
            if let Some(due) = &closing.due {
                demand(
                    check_day(due, "due").is_ok(),
                    position,
                    "the due date is no day",
                )?;
            }
            let is_due = closing.due.as_ref().is_some_and(|due| key(due) <= today);
            demand(
                closing.verdict != Verdict::Close || is_due,
                position,
                "a case is closed before it is due",
            )?;
        }
        Ok(())
    }
}
