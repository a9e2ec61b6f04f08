//! What stands above the fields: whose case it is, what changed meanwhile, what is in the way.

use std::mem;

use super::{
    answer::{CaseToChange, County},
    form::{ChangeForm, ComparedFact, Fact},
    step::Step,
};
use crate::{pages::frame::Frame, transport::address::encode};

/// The part of a form that does not depend on its fields.
pub(in crate::pages::case) struct Head {
    /// The heading: what is done to whose case.
    pub title: String,
    /// Where cancelling leads.
    pub case_address: String,
    /// What the reader sees before deciding, and the form remembers.
    pub facts: Vec<Fact>,
    /// Both versions; empty unless somebody else was faster.
    pub comparison: Vec<ComparedFact>,
    /// Why the step is impossible as things are now.
    pub obstacle: Option<Obstacle>,
    /// Whether the form was sent and comes back.
    pub comes_back: bool,
}

/// Why a step is impossible, and what is possible instead.
pub(in crate::pages::case) struct Obstacle {
    pub text: String,
    /// An address with its text; none if there is nothing but going back.
    pub instead: Option<(String, String)>,
}

impl Head {
    /// The head of a form that takes a case through a step.
    pub fn of_case(
        frame: &Frame,
        step: Step,
        case: &CaseToChange,
        county: &County,
        change: &mut ChangeForm,
    ) -> Self {
        Self {
            title: title(frame, step.title(), case),
            case_address: case_address(frame, case),
            facts: case_facts(frame, case, county),
            comparison: mem::take(&mut change.comparison),
            obstacle: (!step.fits(case)).then(|| obstacle(frame, case)),
            comes_back: change.comes_back(),
        }
    }

    /// Whether the fields are shown. What somebody typed is shown even if it no longer fits.
    pub fn shows_fields(&self) -> bool {
        self.obstacle.is_none() || self.comes_back
    }
}

/// A heading that names the client and the number.
pub(in crate::pages::case) fn title(frame: &Frame, key: &str, case: &CaseToChange) -> String {
    let values = [
        ("client", case.client.display_name.clone()),
        ("number", case.number.clone()),
    ];
    frame.words.text_with_all(key, &values)
}

/// The page of the case.
pub(in crate::pages::case) fn case_address(frame: &Frame, case: &CaseToChange) -> String {
    frame.link(&format!("cases/{}", encode(&case.id)))
}

/// What a change of the case can change: state, constellation and who is responsible.
pub(in crate::pages::case) fn case_facts(
    frame: &Frame,
    case: &CaseToChange,
    county: &County,
) -> Vec<Fact> {
    let fact = |name, label: String, value: &str| Fact {
        name,
        label,
        value: value.to_owned(),
    };
    let mut facts = vec![
        fact("seen-state", frame.text("cases-state"), &case.state.label),
        fact(
            "seen-constellation",
            frame.text("cases-constellation"),
            &case.constellation.label,
        ),
    ];
    if let Some(unit) = &case.unit {
        facts.push(fact(
            "seen-unit",
            county.word("unit").to_owned(),
            &unit.label,
        ));
    }
    facts.push(fact(
        "seen-carrier",
        county.word("carrier").to_owned(),
        &case.carrier.label,
    ));
    let nobody = frame.text("cases-unassigned");
    let post = case.post.as_ref().map_or(&nobody, |post| &post.label);
    facts.push(fact("seen-post", frame.text("cases-post"), post));
    facts
}

fn obstacle(frame: &Frame, case: &CaseToChange) -> Obstacle {
    if case.is_open() {
        return Obstacle {
            text: frame.text("case-form-is-open"),
            instead: None,
        };
    }
    let address = format!("{}/reactivate", case_address(frame, case));
    let instead = (address, frame.text("case-form-reactivate-instead"));
    Obstacle {
        text: frame.text("case-form-is-closed"),
        instead: case.can.reactivate.then_some(instead),
    }
}
