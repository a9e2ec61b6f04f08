//! Which service goes first: those named in the parameters, in that order, if they are responsible and have not said
//! that they cannot serve. What none of them serves, the county's case management keeps.

use kreislotse_rule::{
    export_rule, parse_parameters,
    precedence::{Direction, Guest, Need, Reason, Request, RuleError, Step},
    reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a need is directed so: a key that never changes, and the sentence in both languages.
    enum Why {
        /// A service goes first and serves.
        GoesFirst => "goes-first",
            "{first:services} geht vor und kann helfen: verweisen",
            "{first:services} goes first and can serve: refer";
        /// A service goes first, but has not answered.
        ToBeAsked => "to-be-asked",
            "{first:services} geht vor und ist noch nicht gefragt",
            "{first:services} goes first and has not been asked";
        /// No such service.
        NobodyElse => "nobody-else",
            "Kein vorrangiger Dienst kann helfen: das Case Management behält den Bedarf",
            "No service that goes first can serve: case management keeps the need";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    go_first: Vec<String>,
}

struct Rule;

impl Guest for Rule {
    /// One answer for each need, in the same order.
    fn direct(request: Request) -> Result<Vec<Direction>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        // Services that the county does not record can be responsible for nothing.
        let position = |key: &String| request.services.iter().position(|known| known == key);
        let services: Vec<usize> = parameters.go_first.iter().filter_map(position).collect();
        let needs = request.needs.iter();
        Ok(needs.map(|need| direct_one(need, &services)).collect())
    }
}

fn direct_one(need: &Need, services: &[usize]) -> Direction {
    // Services come as sets: bit n stands for the service at position n.
    let can_be_asked = need.responsible & !need.cannot_serve;
    let first = services
        .iter()
        .find(|service| can_be_asked >> **service & 1 == 1);
    let Some(service) = first else {
        return Direction {
            step: Step::Keep,
            service: None,
            result_returns: false,
            reason: Reason::new(Why::NobodyElse.code(), 0, 0),
        };
    };
    let (step, why) = if need.can_serve >> service & 1 == 1 {
        (Step::Refer, Why::GoesFirst)
    } else {
        (Step::AskFirst, Why::ToBeAsked)
    };
    Direction {
        step,
        service: Some(*service as u16),
        result_returns: true,
        reason: Reason::new(why.code(), *service as i32, 0),
    }
}

export_rule!(
    precedence, Rule, Precedence,
    name: ("rule-key", "Vorrangige Dienste", "Services that go first"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
