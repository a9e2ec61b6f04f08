//! A closing rule that behaves as badly as its parameter says. No county's rule: the platform's tests show with it that
//! case work goes on whatever a rule does.

use kreislotse_rule::{
    case_closing::{Closing, Guest, Reason, Request, RuleError, Verdict},
    export_rule, parse_parameters, reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a case is kept.
    enum Why {
        /// There is but one reason.
        GoodMood => "good-mood", "Gute Laune", "Good mood";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    mood: Mood,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mood {
    Good,
    Loop,
    Trap,
    Nonsense,
    Decline,
}

struct Rule;

impl Guest for Rule {
    fn judge(request: Request) -> Result<Vec<Closing>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let keep = |_: &_| Closing {
            verdict: Verdict::Keep,
            due: None,
            reason: Reason::new(Why::GoodMood.code(), 0, 0),
        };
        match parameters.mood {
            Mood::Good => Ok(request.cases.iter().map(keep).collect()),
            // Reads what it is given, so that the loop cannot be reasoned away.
            Mood::Loop => loop {
                std::hint::black_box(&request);
            },
            Mood::Trap => panic!("bad mood"),
            // About somebody who was not asked about.
            Mood::Nonsense => Ok(request
                .cases
                .iter()
                .chain(request.cases.first())
                .map(keep)
                .collect()),
            Mood::Decline => Err(RuleError::Failed("bad mood".to_owned())),
        }
    }
}

export_rule!(
    case_closing, Rule, CaseClosing,
    name: ("hostile-moody-closing", "Launischer Fallabschluss", "Moody closing"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
