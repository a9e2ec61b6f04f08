//! What each warning asks somebody to do.

use super::answer::{Case, Warning, WarningCode};
use crate::pages::frame::Frame;

/// A warning with what to do about it.
pub(super) struct ShownWarning {
    /// The classes of its box.
    pub class: &'static str,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Where to do it; none where the viewer may not do it.
    pub link: Option<WarningLink>,
}

/// Where something can be done about a warning.
pub(super) struct WarningLink {
    /// The address.
    pub address: String,
    /// What will be done there.
    pub text: String,
}

/// What is missing and is no property of the person.
const MISSING_IN_CASE: [&str; 2] = ["referring-body", "household"];

/// The warnings of a case.
pub(super) fn shown_warnings(case: &Case, frame: &Frame) -> Vec<ShownWarning> {
    // Where the county has a rule of its own, it says when the case closes, not the configuration.
    let is_said_by_rule = |warning: &&Warning| {
        let of_configuration = [WarningCode::ClosesOn, WarningCode::ClosingRuleDue];
        case.closing_rule.is_some() && of_configuration.contains(&warning.code)
    };
    case.warnings
        .iter()
        .filter(|warning| !is_said_by_rule(warning))
        .map(|warning| shown(warning, case, frame))
        .collect()
}

fn shown(warning: &Warning, case: &Case, frame: &Frame) -> ShownWarning {
    let advice = match warning.code {
        WarningCode::NotSeenFor => "case-advice-not-seen",
        WarningCode::ClosesOn => "case-advice-closes-on",
        WarningCode::ClosingRuleDue => "case-advice-closing-due",
        WarningCode::IncompleteData => "case-advice-incomplete",
        WarningCode::AnswerOverdue => "case-advice-answer-overdue",
        WarningCode::NoPost | WarningCode::PostEnded => "case-advice-assign",
    };
    ShownWarning {
        class: match warning.code {
            WarningCode::IncompleteData => "notice",
            WarningCode::ClosingRuleDue => "notice notice--danger",
            _ => "notice notice--warning",
        },
        message: warning.message.clone(),
        advice: frame.text(advice),
        link: link(warning, case, frame),
    }
}

fn lacks_personal_data(warning: &Warning) -> bool {
    warning
        .missing
        .iter()
        .any(|missing| !MISSING_IN_CASE.contains(&missing.key.as_str()))
}

fn link(warning: &Warning, case: &Case, frame: &Frame) -> Option<WarningLink> {
    let (may, address, text) = match warning.code {
        WarningCode::NotSeenFor | WarningCode::ClosesOn => (
            case.can.record_contact,
            format!("cases/{}/contacts/new", case.id),
            "case-record-contact",
        ),
        WarningCode::ClosingRuleDue => (
            case.can.close,
            format!("cases/{}/close", case.id),
            "case-close",
        ),
        WarningCode::IncompleteData if lacks_personal_data(warning) => (
            case.client.can_update,
            format!("persons/{}/edit", case.client.id),
            "person-edit",
        ),
        WarningCode::IncompleteData => (
            case.can.correct_intake,
            format!("cases/{}/intake", case.id),
            "case-correct-intake",
        ),
        WarningCode::AnswerOverdue => (
            case.can.record_task,
            format!("cases/{}/tasks/new", case.id),
            "task-create",
        ),
        WarningCode::NoPost | WarningCode::PostEnded => (
            case.can.assign,
            format!("cases/{}/assign", case.id),
            "case-assign",
        ),
    };
    may.then(|| WarningLink {
        address: frame.link(&address),
        text: frame.text(text),
    })
}
