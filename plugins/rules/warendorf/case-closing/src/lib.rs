//! When cases end in Kreis Warendorf: three calendar months without contact after a brief intervention, six after case
//! management (concept, state 31 October 2024). For process support the concept states nothing, so nothing is done.
//!
//! Assumptions where the concept is silent: a case without any contact counts from its opening; a month that is too
//! short ends a period on its last day; referrals and appointments that are open change nothing.

use kreislotse_rule::{
    case_closing::{
        Closing, Constellation, Date, Guest, OpenCase, Reason, Request, RuleError, Verdict,
    },
    export_rule, parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a case is closed or not.
    enum Why {
        /// The period runs.
        PeriodRuns => "period-runs",
            "Letzter Kontakt am {first:date}; nach {second} Monaten ohne Kontakt wird abgeschlossen",
            "Last contact on {first:date}; closes after {second} months without contact";
        /// The period runs since the opening.
        PeriodRunsFromOpening => "period-runs-from-opening",
            "Noch kein Kontakt seit der Eröffnung am {first:date}; nach {second} Monaten wird abgeschlossen",
            "No contact yet since the opening on {first:date}; closes after {second} months";
        /// The period is over.
        NoContact => "no-contact",
            "Seit {second} Monaten kein Kontakt (zuletzt am {first:date})",
            "No contact for {second} months (last on {first:date})";
        /// The period is over, and there never was a contact.
        NeverAnyContact => "never-any-contact",
            "Seit der Eröffnung am {first:date} kein Kontakt, {second} Monate lang",
            "No contact since the opening on {first:date}, for {second} months";
        /// The concept has no rule.
        NoRule => "no-rule",
            "Für Prozessbegleitung nennt das Konzept keine Abschlussregel",
            "The concept states no closing rule for process support";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    brief_intervention_months: u16,
    case_management_months: u16,
}

struct Rule;

impl Guest for Rule {
    fn judge(request: Request) -> Result<Vec<Closing>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let cases = request.cases.iter();
        Ok(cases
            .map(|case| judge_one(case, &parameters, &request.as_of))
            .collect())
    }
}

fn judge_one(case: &OpenCase, parameters: &Parameters, as_of: &Date) -> Closing {
    let months = match case.constellation {
        Constellation::BriefIntervention => parameters.brief_intervention_months,
        Constellation::CaseManagement => parameters.case_management_months,
        Constellation::ProcessSupport => {
            return Closing {
                verdict: Verdict::Keep,
                due: None,
                reason: Reason::new(Why::NoRule.code(), 0, 0),
            };
        }
    };
    let since = case.last_contact.unwrap_or(case.opened);
    let due = since.plus_months(months);
    let is_due = due.key() <= as_of.key();
    let why = match (is_due, case.last_contact) {
        (true, Some(_)) => Why::NoContact,
        (true, None) => Why::NeverAnyContact,
        (false, Some(_)) => Why::PeriodRuns,
        (false, None) => Why::PeriodRunsFromOpening,
    };
    Closing {
        verdict: if is_due {
            Verdict::Close
        } else {
            Verdict::Keep
        },
        due: Some(due),
        reason: Reason::new(why.code(), since.days(), i32::from(months)),
    }
}

export_rule!(
    case_closing, Rule, CaseClosing,
    name: (
        "warendorf-case-closing",
        "Fallabschluss ohne Kontakt (Kreis Warendorf)",
        "Closing without contact (Kreis Warendorf)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
