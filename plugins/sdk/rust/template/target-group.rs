//! Whom the county serves: people of certain ages, all in the county's first stage; and how much of a municipality's
//! share is kept free for that stage.

use kreislotse_rule::{
    export_rule, parse_parameters, reasons,
    target_group::{
        Date, Floor, FloorRequest, Guest, Person, Placement, Reason, Request, RuleError, Usage,
    },
};
use serde::Deserialize;

reasons! {
    /// Why somebody is served or not: a key that never changes, and the sentence in both languages.
    enum Why {
        /// Of the right age.
        InAge => "in-age",
            "Gehört zur Zielgruppe: {first} Jahre, {second:residence}",
            "In the target group: {first} years, {second:residence}";
        /// Too young or too old.
        OtherAge => "other-age",
            "Nicht in der Zielgruppe: {first} Jahre",
            "Not in the target group: {first} years";
        /// Nobody knows.
        AgeUnknown => "age-unknown",
            "Nicht zu beurteilen: das Geburtsdatum fehlt",
            "Cannot be judged: the day of birth is missing";
        /// Enough is left for the first stage.
        FloorKept => "floor-kept",
            "Für die erste Stufe bleiben {first:hundredths} von {second:hundredths} Stellen",
            "{first:hundredths} of {second:hundredths} posts are left for the first stage";
        /// Too little is left for the first stage.
        FloorBroken => "floor-broken",
            "Der ersten Stufe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
            "The first stage is due {first:hundredths} posts; others use {second:hundredths} too much";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    age_from: i32,
    age_to: i32,
    core_percent: u32,
}

impl Parameters {
    fn parse(text: &str) -> Result<Parameters, RuleError> {
        let parameters: Parameters = parse_parameters(text).map_err(RuleError::Parameters)?;
        if parameters.age_from > parameters.age_to {
            let text = "age_from is greater than age_to";
            return Err(RuleError::Parameters(text.to_owned()));
        }
        Ok(parameters)
    }
}

struct Rule;

impl Guest for Rule {
    /// One answer for each person, in the same order.
    fn classify(request: Request) -> Result<Vec<Placement>, RuleError> {
        let parameters = Parameters::parse(&request.parameters)?;
        if request.stages.is_empty() {
            return Err(RuleError::Data("the county has no stages".to_owned()));
        }
        let persons = request.persons.iter();
        Ok(persons
            .map(|person| place(person, &parameters, &request.as_of))
            .collect())
    }

    /// One answer for each municipality, in the same order.
    fn floors(request: FloorRequest) -> Result<Vec<Floor>, RuleError> {
        let percent = Parameters::parse(&request.parameters)?.core_percent;
        Ok(request
            .usages
            .iter()
            .map(|usage| weigh(usage, percent))
            .collect())
    }
}

fn place(person: &Person, parameters: &Parameters, as_of: &Date) -> Placement {
    let age = person.born.map(|born| born.age_on(as_of));
    let (stage, why) = match age {
        // The first of the county's stages.
        Some(age) if (parameters.age_from..=parameters.age_to).contains(&age) => {
            (Some(0), Why::InAge)
        }
        Some(_) => (None, Why::OtherAge),
        None => (None, Why::AgeUnknown),
    };
    Placement {
        stage,
        eligible: stage.is_some(),
        reason: Reason::new(why.code(), age.unwrap_or(0), person.residence as i32),
        further: 0,
    }
}

fn weigh(usage: &Usage, percent: u32) -> Floor {
    let share = usage.share_centi_fte;
    // Rounded up: in doubt for the first stage.
    let core = (u64::from(share) * u64::from(percent)).div_ceil(100) as u32;
    let allowed = share - core;
    let others = usage.used_centi_fte.iter().skip(1);
    let others = others.fold(0_u32, |sum, used| sum.saturating_add(*used));
    let kept = others <= allowed;
    let reason = if kept {
        Reason::new(Why::FloorKept.code(), (share - others) as i32, share as i32)
    } else {
        Reason::new(
            Why::FloorBroken.code(),
            core as i32,
            (others - allowed) as i32,
        )
    };
    Floor {
        core_centi_fte: core,
        open_centi_fte: allowed.saturating_sub(others),
        kept,
        reason,
    }
}

export_rule!(
    target_group, Rule, TargetGroup,
    name: ("rule-key", "Zielgruppe nach Alter", "Target group by age"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
