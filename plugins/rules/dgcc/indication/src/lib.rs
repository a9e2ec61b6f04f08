//! Whether case management is indicated, by the five criteria of the case management standard (DGCC): complex need,
//! several providers, regular paths fail, lacking own resources, consent. All five make case management.
//!
//! Assumptions where the standard is silent: with fewer, process support is proposed from a number of the four
//! criteria of need on (a parameter), else a brief intervention; without consent nothing beyond a brief intervention.
//! What is open decides nothing: if it could change the proposal, none is made.

use kreislotse_rule::{
    export_rule,
    indication::{
        Answer, Constellation, Criteria, Guest, Intake, Proposal, Reason, Request, RuleError,
    },
    parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a constellation is proposed.
    enum Why {
        /// All five hold.
        AllMet => "all-met",
            "Alle fünf Kriterien sind erfüllt", "All five criteria are met";
        /// Enough for process support.
        SomeMet => "some-met",
            "{first} der vier fachlichen Kriterien sind erfüllt, Prozessbegleitung ab {second}",
            "{first} of the four criteria of need are met, process support from {second}";
        /// Too few.
        FewMet => "few-met",
            "Nur {first} der vier fachlichen Kriterien sind erfüllt",
            "Only {first} of the four criteria of need are met";
        /// The person does not agree.
        NoConsent => "no-consent",
            "Die Person stimmt nicht zu", "The person does not agree";
        /// Open answers decide.
        Open => "open",
            "{first} Kriterien sind offen und entscheiden", "{first} criteria are open and decide";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    process_support_from: u32,
}

struct Rule;

impl Guest for Rule {
    fn propose(request: Request) -> Result<Vec<Proposal>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let intakes = request.intakes.iter();
        Ok(intakes
            .map(|intake| propose_one(intake, parameters.process_support_from))
            .collect())
    }
}

/// The bit of consent among the criteria; the four before it are those of need.
const CONSENT: u8 = 1 << 4;

fn propose_one(intake: &Intake, from: u32) -> Proposal {
    let met = those(&intake.criteria, Answer::Yes);
    let unmet = those(&intake.criteria, Answer::No);
    let open = those(&intake.criteria, Answer::Open);
    // The best and the worst that the open ones can still become.
    let (constellation, reason) = match (decide(met, from), decide(met | open, from)) {
        // "Does not agree" would be untrue of somebody who has not been asked.
        (least, most) if least.0 == most.0 && open & CONSENT != 0 => (Some(most.0), most.1),
        (least, most) if least.0 == most.0 => (Some(least.0), least.1),
        _ => (
            None,
            Reason::new(Why::Open.code(), open.count_ones() as i32, 0),
        ),
    };
    Proposal {
        constellation,
        met,
        unmet,
        open,
        reason,
    }
}

/// What follows if exactly these criteria hold.
fn decide(met: u8, from: u32) -> (Constellation, Reason) {
    let needs = (met & !CONSENT).count_ones();
    let (constellation, why) = match (met & CONSENT != 0, needs) {
        (false, _) => (Constellation::BriefIntervention, Why::NoConsent),
        (true, 4) => (Constellation::CaseManagement, Why::AllMet),
        (true, needs) if needs >= from => (Constellation::ProcessSupport, Why::SomeMet),
        (true, _) => (Constellation::BriefIntervention, Why::FewMet),
    };
    (
        constellation,
        Reason::new(why.code(), needs as i32, from as i32),
    )
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

export_rule!(
    indication, Rule, Indication,
    name: (
        "dgcc-indication",
        "Indikation für Case Management (Standard der DGCC)",
        "Indication of case management (DGCC standard)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
