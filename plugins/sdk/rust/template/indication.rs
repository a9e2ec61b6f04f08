//! Which constellation fits what was heard at intake: the five criteria are counted. As long as one is open nothing is
//! proposed; people decide in any case.

use kreislotse_rule::{
    export_rule,
    indication::{
        Answer, Constellation, Criteria, Guest, Intake, Proposal, Reason, Request, RuleError,
    },
    parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a constellation is proposed: a key that never changes, and the sentence in both languages.
    enum Why {
        /// The number of criteria decides.
        Counted => "counted",
            "{first} von {second} Kriterien sind erfüllt", "{first} of {second} criteria are met";
        /// Something was not asked.
        StillOpen => "still-open",
            "{first} von {second} Kriterien sind noch offen", "{first} of {second} criteria are still open";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    process_support_from: u32,
    case_management_from: u32,
}

struct Rule;

impl Guest for Rule {
    /// One answer for each intake, in the same order.
    fn propose(request: Request) -> Result<Vec<Proposal>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        if parameters.process_support_from > parameters.case_management_from {
            let text = "process_support_from is greater than case_management_from";
            return Err(RuleError::Parameters(text.to_owned()));
        }
        let intakes = request.intakes.iter();
        Ok(intakes
            .map(|intake| propose_one(intake, &parameters))
            .collect())
    }
}

fn propose_one(intake: &Intake, parameters: &Parameters) -> Proposal {
    let those = |answer: Answer| those(&intake.criteria, answer);
    let (met, unmet, open) = (those(Answer::Yes), those(Answer::No), those(Answer::Open));
    let (constellation, why, number) = match (open.count_ones(), met.count_ones()) {
        (0, met) if met >= parameters.case_management_from => {
            (Some(Constellation::CaseManagement), Why::Counted, met)
        }
        (0, met) if met >= parameters.process_support_from => {
            (Some(Constellation::ProcessSupport), Why::Counted, met)
        }
        (0, met) => (Some(Constellation::BriefIntervention), Why::Counted, met),
        (open, _) => (None, Why::StillOpen, open),
    };
    Proposal {
        constellation,
        met,
        unmet,
        open,
        reason: Reason::new(why.code(), number as i32, 5),
    }
}

/// The criteria with this answer, as a set: bit 0 is the first of them.
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

export_rule!(
    indication, Rule, Indication,
    name: ("rule-key", "Indikation nach Zahl der Kriterien", "Indication by number of criteria"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
