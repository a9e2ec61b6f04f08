//! What is wrong with an input, as the client reads it.

use async_graphql::{Enum, SimpleObject};
use kernel::{
    errors::{Problem, ProblemCode},
    locale::Locale,
};

use crate::{labels::format_day, texts::text};

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
            field: problem.field.to_owned(),
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
    }
}

/// What is wrong with the value and what to do next, in the reader's language.
pub(crate) fn problem_text(locale: Locale, problem: &Problem) -> String {
    let figure = |(name, value): &(&'static str, String)| match value.parse() {
        Ok(day) => (*name, format_day(locale, day)),
        Err(_) => (*name, value.clone()),
    };
    let figures: Vec<_> = problem.arguments.iter().map(figure).collect();
    text(locale, problem_text_id(problem.code), &figures)
}
