//! What a case's header warns of.

use async_graphql::{Enum, SimpleObject};
use casework::model::{self, MissingField};
use kernel::{keys::PostKey, locale::Locale};
use tenants::CountyContext;

use crate::{
    Date,
    labels::{CodeListEntry, format_day},
    texts::text,
};

/// Kinds of warnings of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CaseWarningCode {
    /// There was no contact with the client for as long as the constellation allows, or longer.
    NotSeenFor,
    /// A rule closes the case soon unless the client is seen.
    ClosesOn,
    /// The closing rule is due.
    ClosingRuleDue,
    /// A referral has waited for its answer for as long as the county allows, or longer.
    AnswerOverdue,
    /// Data are missing that reports and the choice of services need.
    IncompleteData,
    /// Nobody is responsible.
    NoPost,
    /// The post responsible is no longer valid, or no longer serves the municipality.
    PostEnded,
}

/// A reason to look at a case.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
pub struct CaseWarning {
    /// What kind of warning it is.
    code: CaseWarningCode,
    /// The warning in the reader's language.
    message: String,
    /// Days since the client was seen last; `NOT_SEEN_FOR` only.
    days: Option<u32>,
    /// The day of the closing rule; `CLOSES_ON` and `CLOSING_RULE_DUE`. Since when an answer
    /// is waited for; `ANSWER_OVERDUE`.
    on: Option<Date>,
    /// What is missing; `INCOMPLETE_DATA` only.
    missing: Vec<CodeListEntry>,
}

impl CaseWarning {
    pub(super) fn new(warning: model::CaseWarning, context: &CountyContext) -> Self {
        let locale = context.locale();
        let plain = |code, message| Self {
            code,
            message,
            days: None,
            on: None,
            missing: Vec::new(),
        };
        match warning {
            model::CaseWarning::NotSeenFor { days } => Self {
                days: Some(days),
                ..plain(
                    CaseWarningCode::NotSeenFor,
                    text(
                        locale,
                        "case-warning-not-seen-for",
                        &[("days", days.to_string())],
                    ),
                )
            },
            model::CaseWarning::ClosesOn { on, months } => Self {
                on: Some(on.into()),
                ..plain(
                    CaseWarningCode::ClosesOn,
                    closing_text(locale, "case-warning-closes-on", on, months),
                )
            },
            model::CaseWarning::ClosingRuleDue { since, months } => Self {
                on: Some(since.into()),
                ..plain(
                    CaseWarningCode::ClosingRuleDue,
                    closing_text(locale, "case-warning-closing-rule-due", since, months),
                )
            },
            model::CaseWarning::AnswerOverdue { provider, since } => Self {
                on: Some(since.into()),
                ..plain(
                    CaseWarningCode::AnswerOverdue,
                    text(
                        locale,
                        "case-warning-answer-overdue",
                        &[("provider", provider), ("on", format_day(locale, since))],
                    ),
                )
            },
            model::CaseWarning::IncompleteData { fields } => {
                let entry = |field| missing_entry(locale, field);
                let missing: Vec<_> = fields.into_iter().map(entry).collect();
                let message = incomplete_text(locale, &missing);
                Self {
                    missing,
                    ..plain(CaseWarningCode::IncompleteData, message)
                }
            }
            model::CaseWarning::NoPost => plain(
                CaseWarningCode::NoPost,
                text(locale, "case-warning-no-post", &[]),
            ),
            model::CaseWarning::PostEnded { post } => plain(
                CaseWarningCode::PostEnded,
                text(
                    locale,
                    "case-warning-post-ended",
                    &[("post", post_title(context, &post))],
                ),
            ),
        }
    }
}

/// What is missing, in one sentence.
fn incomplete_text(locale: Locale, missing: &[CodeListEntry]) -> String {
    let named: Vec<&str> = missing.iter().map(|entry| entry.label.as_str()).collect();
    let figures = [("fields", named.join(", "))];
    text(locale, "case-warning-incomplete-data", &figures)
}

fn closing_text(locale: Locale, id: &str, on: chrono::NaiveDate, months: u32) -> String {
    text(
        locale,
        id,
        &[
            ("on", format_day(locale, on)),
            ("months", months.to_string()),
        ],
    )
}

fn post_title(context: &CountyContext, key: &PostKey) -> String {
    let post = context.county().post(key);
    post.map_or(key.as_str(), |post| post.title.get(context.locale()))
        .to_owned()
}

fn missing_entry(locale: Locale, field: MissingField) -> CodeListEntry {
    let key = match field {
        MissingField::BirthDate => "birth-date",
        MissingField::Gender => "gender",
        MissingField::Nationality => "nationality",
        MissingField::FirstLanguage => "first-language",
        MissingField::ResidenceStatus => "residence-status",
        MissingField::ReferringBody => "referring-body",
        MissingField::Household => "household",
    };
    CodeListEntry::of_platform(locale, "missing-field", key)
}
