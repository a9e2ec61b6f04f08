//! When cases end because nobody has been in touch: after so many months without contact a case is closed, but while
//! a referral is unanswered somebody is asked instead.

use kreislotse_rule::{
    case_closing::{Closing, Date, Guest, OpenCase, Reason, Request, RuleError, Verdict},
    export_rule, parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a case is closed or not: a key that never changes, and the sentence in both languages.
    enum Why {
        /// The period runs.
        PeriodRuns => "period-runs",
            "Letzter Kontakt am {first:date}; Abschluss nach {second} Monaten ohne Kontakt",
            "Last contact on {first:date}; closes after {second} months without contact";
        /// The period is over.
        NoContact => "no-contact",
            "Seit {second} Monaten kein Kontakt (zuletzt am {first:date})",
            "No contact for {second} months (last on {first:date})";
        /// The period is over, but a referral is unanswered.
        ReferralOpen => "referral-open",
            "Kein Kontakt seit {first:date}, aber {second} offene Verweise: bitte entscheiden",
            "No contact since {first:date}, but {second} open referrals: please decide";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    months: u16,
}

struct Rule;

impl Guest for Rule {
    /// One answer for each case, in the same order.
    fn judge(request: Request) -> Result<Vec<Closing>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let cases = request.cases.iter();
        Ok(cases
            .map(|case| judge_one(case, parameters.months, &request.as_of))
            .collect())
    }
}

fn judge_one(case: &OpenCase, months: u16, as_of: &Date) -> Closing {
    // A case without any contact counts from its opening.
    let since = case.last_contact.unwrap_or(case.opened);
    let due = since.plus_months(months);
    let months = i32::from(months);
    let referrals = i32::from(case.open_referrals);
    let (verdict, why, number) = if due.key() > as_of.key() {
        (Verdict::Keep, Why::PeriodRuns, months)
    } else if case.open_referrals > 0 {
        (Verdict::Ask, Why::ReferralOpen, referrals)
    } else {
        (Verdict::Close, Why::NoContact, months)
    };
    Closing {
        verdict,
        due: Some(due),
        reason: Reason::new(why.code(), since.days(), number),
    }
}

export_rule!(
    case_closing, Rule, CaseClosing,
    name: ("rule-key", "Fallabschluss ohne Kontakt", "Closing without contact"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
