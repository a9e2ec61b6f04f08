//! Who goes first in Kreis Coesfeld: legal fields that have a case management of their own (SGB II, III, VIII) are
//! referred to, and the county's case management brings the results together. Everything else it keeps.
//!
//! Assumption where the papers are silent: several such fields for one need are tried in this order; one that nobody
//! has asked yet is asked first.

use kreislotse_rule::{
    export_rule,
    precedence::{Direction, Guest, Need, Reason, Request, RuleError, Step},
    reasons,
};

reasons! {
    /// Why a need is directed so.
    enum Why {
        /// A field with its own case management serves.
        OwnCaseManagement => "own-case-management",
            "{first:services} hat ein eigenes Case Management: verweisen, Ergebnis kommt zu KIM zurück",
            "{first:services} has a case management of its own: refer, the result comes back";
        /// It has not been asked.
        ToBeAsked => "to-be-asked",
            "{first:services} hat ein eigenes Case Management und ist noch nicht gefragt",
            "{first:services} has a case management of its own and has not been asked";
        /// All that were asked cannot.
        NobodyCan => "nobody-can",
            "Kein Rechtskreis mit eigenem Case Management kann helfen: KIM behält den Bedarf",
            "No legal field with a case management of its own can serve: the need is kept";
        /// None is responsible.
        NobodyElse => "nobody-else",
            "Kein Rechtskreis mit eigenem Case Management ist zuständig",
            "No legal field with a case management of its own is responsible";
    }
}

/// Legal fields with a case management of their own.
const OWN_CASE_MANAGEMENT: [&str; 3] = ["sgb-2", "sgb-3", "sgb-8"];

struct Rule;

impl Guest for Rule {
    fn direct(request: Request) -> Result<Vec<Direction>, RuleError> {
        let find = |key: &&str| request.services.iter().position(|known| known == key);
        let fields: Vec<usize> = OWN_CASE_MANAGEMENT.iter().filter_map(find).collect();
        let needs = request.needs.iter();
        Ok(needs.map(|need| direct_one(need, &fields)).collect())
    }
}

fn direct_one(need: &Need, fields: &[usize]) -> Direction {
    let mut was_asked = false;
    for field in fields {
        let bit = 1_u32 << field;
        if need.responsible & bit == 0 {
            continue;
        }
        if need.cannot_serve & bit != 0 {
            was_asked = true;
            continue;
        }
        let (step, why) = if need.can_serve & bit != 0 {
            (Step::Refer, Why::OwnCaseManagement)
        } else {
            (Step::AskFirst, Why::ToBeAsked)
        };
        return Direction {
            step,
            service: Some(*field as u16),
            result_returns: true,
            reason: Reason::new(why.code(), *field as i32, 0),
        };
    }
    let why = if was_asked {
        Why::NobodyCan
    } else {
        Why::NobodyElse
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
        "coesfeld-precedence",
        "Vorrang anderer Rechtskreise (Kreis Coesfeld)",
        "Legal fields that go first (Kreis Coesfeld)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
