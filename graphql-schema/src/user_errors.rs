//! What is wrong with an input, as the client reads it.

use async_graphql::{Enum, SimpleObject};
use kernel::{
    errors::{Problem, ProblemCode},
    locale::Locale,
};

use crate::{county::remark_text, labels::format_day, texts::text};

/// What is wrong with one value of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "ProblemCode")]
pub enum UserErrorCode {
    /// A value is needed and none was given.
    Required,
    /// The text is too long; the message names the most characters.
    TooLong,
    /// The value is not of the form asked for.
    Malformed,
    /// The number lies outside the range that the message names.
    OutOfRange,
    /// No such thing is known here: a key that the county's lists lack, or an id of nothing in the
    /// actor's reach.
    Unknown,
    /// The date lies in the future.
    InTheFuture,
    /// The date lies before the earliest day, which the message names.
    TooEarly,
    /// The thing named exists already.
    Taken,
    /// The case is closed; reactivate it first.
    CaseClosed,
    /// The case is open already.
    CaseOpen,
    /// The new value is the present one: nothing would change.
    Unchanged,
    /// The post does not serve the place of the case.
    PostServesElsewhere,
    /// The post cannot take the case on this day.
    PostNotValid,
    /// Somebody else changed the thing since it was read; the payload carries it as it is now.
    Conflict,
    /// Login or password are wrong, or the account may not sign in now.
    SignInRefused,
    /// The same idempotency key came before with another input.
    KeyReused,
    /// Something of the same kind is still going on; try again when it has ended.
    Busy,
    /// The county has as many of these as it may have; the message says how many.
    QuotaReached,
    /// The thing is in a state in which this cannot be done.
    WrongState,
    /// Something was changed since, so that this can no longer be done.
    ChangedSince,
    /// The uploaded rule is turned away; the message says why.
    RuleRefused,
    /// A golden case cannot be read; the message says which and why.
    RuleCaseMalformed,
    /// The rule is for another extension point; the message names both.
    RuleForOtherPoint,
    /// The parameters do not fit the rule's schema; the message says where.
    RuleParameters,
    /// The platform has no data yet to ask rules of this extension point about.
    RuleNotAsked,
    /// Somebody else than who proposed it must agree.
    SecondPersonNeeded,
    /// The date lies in the past; the message names the earliest day.
    InThePast,
    /// The consent does not cover this: withdrawn, ended, given later or for something else.
    ConsentNotInForce,
    /// The text names the client, which it must not.
    NamesPerson,
    /// The county's rule does not close this case today.
    NotDue,
    /// The person's data are restricted: they are kept and shown, not changed.
    Restricted,
    /// A hold keeps the data.
    UnderHold,
    /// The file is larger than the message says.
    FileTooLarge,
    /// Files of this kind are not taken; the message names those that are.
    FileNotTaken,
    /// The file is something else than its name or the sender says; the message says what it is.
    FileDiffers,
}

/// One problem with one value of a mutation's input; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
pub struct UserError {
    /// The path of the value within the input, such as `openedOn`.
    pub field: String,
    /// What is wrong and what to do next, in the reader's language.
    pub message: String,
    /// What is wrong, for programs.
    pub code: UserErrorCode,
}

impl UserError {
    pub(crate) fn from_problem(locale: Locale, problem: &Problem) -> Self {
        Self {
            field: problem.path(),
            message: problem_text(locale, problem),
            code: problem.code.into(),
        }
    }
}

/// Whether the input was refused because somebody else changed the thing since it was read.
pub(crate) fn is_conflict(user_errors: &[UserError]) -> bool {
    user_errors
        .iter()
        .any(|error| error.code == UserErrorCode::Conflict)
}

/// The text for a code.
pub(crate) fn problem_text_id(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::Required => "problem-required",
        ProblemCode::TooLong => "problem-too-long",
        ProblemCode::Malformed => "problem-malformed",
        ProblemCode::OutOfRange => "problem-out-of-range",
        ProblemCode::Unknown => "problem-unknown",
        ProblemCode::InTheFuture => "problem-in-the-future",
        ProblemCode::TooEarly => "problem-too-early",
        ProblemCode::Taken => "problem-taken",
        ProblemCode::CaseClosed => "problem-case-closed",
        ProblemCode::CaseOpen => "problem-case-open",
        ProblemCode::Unchanged => "problem-unchanged",
        ProblemCode::PostServesElsewhere => "problem-post-serves-elsewhere",
        ProblemCode::PostNotValid => "problem-post-not-valid",
        ProblemCode::Conflict => "problem-conflict",
        ProblemCode::SignInRefused => "problem-sign-in-refused",
        ProblemCode::KeyReused => "problem-key-reused",
        ProblemCode::Busy => "problem-busy",
        ProblemCode::QuotaReached => "problem-quota-reached",
        ProblemCode::WrongState => "problem-wrong-state",
        ProblemCode::ChangedSince => "problem-changed-since",
        ProblemCode::RuleRefused => "problem-rule-refused",
        ProblemCode::RuleCaseMalformed => "problem-rule-case-malformed",
        ProblemCode::RuleForOtherPoint => "problem-rule-for-other-point",
        ProblemCode::RuleParameters => "problem-rule-parameters",
        ProblemCode::RuleNotAsked => "problem-rule-not-asked",
        ProblemCode::SecondPersonNeeded => "problem-second-person-needed",
        ProblemCode::InThePast => "problem-in-the-past",
        ProblemCode::ConsentNotInForce => "problem-consent-not-in-force",
        ProblemCode::NamesPerson => "problem-names-person",
        ProblemCode::NotDue => "problem-not-due",
        ProblemCode::Restricted => "problem-restricted",
        ProblemCode::UnderHold => "problem-under-hold",
        ProblemCode::FileTooLarge => "problem-file-too-large",
        ProblemCode::FileNotTaken => "problem-file-not-taken",
        ProblemCode::FileDiffers => "problem-file-differs",
    }
}

/// What is wrong with the value and what to do next, in the reader's language.
pub(crate) fn problem_text(locale: Locale, problem: &Problem) -> String {
    let figure = |(name, value): &(&'static str, String)| match (*name, value.parse()) {
        ("refusal", _) => (*name, remark_text(locale, value)),
        ("expected" | "found", _) if problem.code == ProblemCode::RuleForOtherPoint => {
            (*name, text(locale, &format!("rule-point-{value}"), &[]))
        }
        (_, Ok(day)) => (*name, format_day(locale, day)),
        (_, Err(_)) => (*name, value.clone()),
    };
    let figures: Vec<_> = problem.arguments.iter().map(figure).collect();
    text(locale, problem_text_id(problem.code), &figures)
}
