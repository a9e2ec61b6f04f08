//! Who goes first in Rhein-Kreis Neuss: services under SGB II, III, VIII and XII by law; then the migration advice for
//! adults (MBE) and the youth migration service (JMD) are checked. Who can serve is referred to; where they cannot in
//! a life area, the county's case management goes on.
//!
//! Assumption where the concept is silent: among services that are responsible, the order is that of this text; a
//! service that nobody has asked yet is asked before the next one is tried.

use kreislotse_rule::{
    export_rule,
    precedence::{Direction, Guest, Need, Reason, Request, RuleError, Step},
    reasons,
};

reasons! {
    /// Why a need is directed so.
    enum Why {
        /// A service by law goes first.
        LawFirst => "law-first",
            "{first:services} ist gesetzlich vorrangig und kann helfen",
            "{first:services} goes first by law and can serve";
        /// A service by law has not been asked.
        LawToBeAsked => "law-to-be-asked",
            "{first:services} ist gesetzlich vorrangig und noch nicht gefragt",
            "{first:services} goes first by law and has not been asked";
        /// The advice services go first.
        AdviceFirst => "advice-first",
            "{first:services} wird zuerst geprüft und kann helfen: verweisen und übergeben",
            "{first:services} is checked first and can serve: refer and hand over";
        /// The advice services have not been asked.
        AdviceToBeAsked => "advice-to-be-asked",
            "{first:services} ist zuerst zu prüfen",
            "{first:services} is to be checked first";
        /// All have been asked, none can serve.
        NobodyCan => "nobody-can",
            "Kein vorrangiger Dienst kann in diesem Lebensbereich helfen: KIM macht weiter",
            "No service that goes first can serve in this life area: case management goes on";
        /// Nobody else is responsible.
        NobodyElse => "nobody-else",
            "Kein anderer Dienst ist zuständig",
            "No other service is responsible";
    }
}

/// Services that go first by law, in order.
const BY_LAW: [&str; 4] = ["sgb-2", "sgb-3", "sgb-8", "sgb-12"];

/// Services that are checked next.
const ADVICE: [&str; 2] = ["mbe", "jmd"];

struct Rule;

impl Guest for Rule {
    fn direct(request: Request) -> Result<Vec<Direction>, RuleError> {
        let find = |key: &&str| request.services.iter().position(|known| known == key);
        let by_law: Vec<usize> = BY_LAW.iter().filter_map(find).collect();
        let advice: Vec<usize> = ADVICE.iter().filter_map(find).collect();
        let needs = request.needs.iter();
        Ok(needs
            .map(|need| direct_one(need, &by_law, &advice))
            .collect())
    }
}

fn direct_one(need: &Need, by_law: &[usize], advice: &[usize]) -> Direction {
    let law = by_law
        .iter()
        .map(|service| (*service, Why::LawFirst, Why::LawToBeAsked));
    let advice = advice
        .iter()
        .map(|service| (*service, Why::AdviceFirst, Why::AdviceToBeAsked));
    for (service, can, to_be_asked) in law.chain(advice) {
        let bit = 1_u32 << service;
        if need.responsible & bit == 0 || need.cannot_serve & bit != 0 {
            continue;
        }
        let can_serve = need.can_serve & bit != 0;
        let (step, why) = if can_serve {
            (Step::Refer, can)
        } else {
            (Step::AskFirst, to_be_asked)
        };
        return Direction {
            step,
            service: Some(service as u16),
            // The concept has the case managers bring the results together.
            result_returns: true,
            reason: Reason::new(why.code(), service as i32, 0),
        };
    }
    let why = if need.responsible == 0 {
        Why::NobodyElse
    } else {
        Why::NobodyCan
    };
    Direction {
        step: Step::Keep,
        service: None,
        result_returns: false,
        reason: Reason::new(why.code(), 0, 0),
    }
}

export_rule!(
    precedence, Rule, Precedence,
    name: (
        "rhein-kreis-neuss-precedence",
        "Vorrang anderer Dienste (Rhein-Kreis Neuss)",
        "Services that go first (Rhein-Kreis Neuss)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
