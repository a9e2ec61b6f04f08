//! From a use case's [`Failure`] to what a client reads.
//!
//! Two ways lead out. What the client can put right in its input becomes `userErrors` of the
//! payload, with field and code. Everything else becomes an error at the top level whose
//! `extensions.code` is an [`ErrorCode`]. No text of the database or of the code ever leaves;
//! our own faults are logged once, with their whole chain and an event id.

use std::fmt::Write;

use async_graphql::{Error, ErrorExtensionValues, ErrorExtensions, ServerError};
use kernel::{
    errors::{Failure, Problem},
    locale::Locale,
};
use tenants::registry::RETRY_AFTER_SECONDS;
use uuid::Uuid;

pub(crate) use crate::user_errors::is_conflict;
pub use crate::user_errors::{UserError, UserErrorCode};
use crate::{texts::text, user_errors::problem_text};

/// The value of `extensions.code` of an error at the top level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// Nobody is signed in, or the session or token has ended.
    Unauthenticated,
    /// The role does not allow it.
    Forbidden,
    /// There is no such thing, or none that the actor may know of.
    NotFound,
    /// A limit is exceeded; `extensions.limit` names it.
    LimitExceeded,
    /// The county's database cannot be reached; `extensions.retryAfterSeconds` says when to return.
    TenantUnavailable,
    /// Reading works, writing does not.
    StorageFull,
    /// Our fault; `extensions.event` is the number in the log.
    Internal,
    /// An argument or variable cannot be used.
    BadUserInput,
    /// The document is no GraphQL.
    GraphqlParseFailed,
    /// The document does not fit the schema.
    GraphqlValidationFailed,
}

impl ErrorCode {
    /// All codes.
    pub const ALL: [ErrorCode; 10] = [
        ErrorCode::Unauthenticated,
        ErrorCode::Forbidden,
        ErrorCode::NotFound,
        ErrorCode::LimitExceeded,
        ErrorCode::TenantUnavailable,
        ErrorCode::StorageFull,
        ErrorCode::Internal,
        ErrorCode::BadUserInput,
        ErrorCode::GraphqlParseFailed,
        ErrorCode::GraphqlValidationFailed,
    ];

    /// The code as clients read it.
    pub fn key(self) -> &'static str {
        match self {
            ErrorCode::Unauthenticated => "UNAUTHENTICATED",
            ErrorCode::Forbidden => "FORBIDDEN",
            ErrorCode::NotFound => "NOT_FOUND",
            ErrorCode::LimitExceeded => "LIMIT_EXCEEDED",
            ErrorCode::TenantUnavailable => "TENANT_UNAVAILABLE",
            ErrorCode::StorageFull => "STORAGE_FULL",
            ErrorCode::Internal => "INTERNAL",
            ErrorCode::BadUserInput => "BAD_USER_INPUT",
            ErrorCode::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            ErrorCode::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
        }
    }

    /// The code of an answered error; `None` for one that is not ours.
    pub fn of(error: &ServerError) -> Option<Self> {
        let value = error
            .extensions
            .as_ref()?
            .get("code")?
            .clone()
            .into_json()
            .ok()?;
        Self::ALL.into_iter().find(|code| value == code.key())
    }

    fn text_id(self) -> String {
        format!(
            "failure-{}",
            self.key().to_ascii_lowercase().replace('_', "-")
        )
    }

    /// The error with this code and the text for it.
    pub(crate) fn error(self, locale: Locale, arguments: &[(&'static str, String)]) -> Error {
        Error::new(text(locale, &self.text_id(), arguments))
            .extend_with(|_, extensions| extensions.set("code", self.key()))
    }
}

/// The error at the top level for a failure.
pub(crate) fn top_level(locale: Locale, failure: &Failure) -> Error {
    match failure {
        Failure::Invalid(problems) => {
            let details: Vec<String> = problems
                .iter()
                .map(|problem| detail(locale, problem))
                .collect();
            ErrorCode::BadUserInput.error(locale, &[("detail", details.join(" "))])
        }
        Failure::NotFound => ErrorCode::NotFound.error(locale, &[]),
        Failure::Unauthenticated => ErrorCode::Unauthenticated.error(locale, &[]),
        Failure::Forbidden => ErrorCode::Forbidden.error(locale, &[]),
        Failure::Unavailable(source) => {
            tracing::warn!(error = %chain(source), "the tenant's database is unavailable");
            ErrorCode::TenantUnavailable
                .error(locale, &[])
                .extend_with(|_, extensions| {
                    extensions.set("retryAfterSeconds", RETRY_AFTER_SECONDS);
                })
        }
        Failure::StorageFull(source) => {
            tracing::error!(error = %chain(source), "the tenant's storage is full");
            ErrorCode::StorageFull.error(locale, &[])
        }
        Failure::Fault(source) => internal(locale, &chain(source)),
        Failure::Broken(source) => internal(locale, &chain(source)),
    }
}

/// Our own fault: logged once under an event id, which is all that the client gets of it.
pub(crate) fn internal(locale: Locale, cause: &str) -> Error {
    let event = Uuid::now_v7();
    tracing::error!(%event, error = cause, "a request failed through our fault");
    let id = event.to_string();
    ErrorCode::Internal
        .error(locale, &[("event", id.clone())])
        .extend_with(|_, extensions: &mut ErrorExtensionValues| extensions.set("event", id))
}

fn detail(locale: Locale, problem: &Problem) -> String {
    format!("{}: {}", problem.field, problem_text(locale, problem))
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Writing into a string cannot fail.
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text
}

/// What a use case answered, for a client that reads this language.
pub(crate) trait Answer<T>: Sized {
    /// The value, or the failure at the top level.
    fn or_top_level(self, locale: Locale) -> async_graphql::Result<T>;

    /// The value, or the problems with the input; other failures go to the top level.
    fn or_user_errors(self, locale: Locale) -> async_graphql::Result<Result<T, Vec<UserError>>>;
}

impl<T> Answer<T> for Result<T, Failure> {
    fn or_top_level(self, locale: Locale) -> async_graphql::Result<T> {
        self.map_err(|failure| top_level(locale, &failure))
    }

    fn or_user_errors(self, locale: Locale) -> async_graphql::Result<Result<T, Vec<UserError>>> {
        match self {
            Ok(value) => Ok(Ok(value)),
            Err(Failure::Invalid(problems)) => Ok(Err(problems
                .iter()
                .map(|problem| UserError::from_problem(locale, problem))
                .collect())),
            Err(failure) => Err(top_level(locale, &failure)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sea_orm::{ConnAcquireErr, DbErr};

    use kernel::errors::ProblemCode;

    use super::*;
    use crate::{texts::find_text, user_errors::problem_text_id};

    /// Every code with the figures that use cases give it.
    const PROBLEMS: &[(ProblemCode, &[&str])] = &[
        (ProblemCode::Required, &[]),
        (ProblemCode::TooLong, &["max"]),
        (ProblemCode::Malformed, &[]),
        (ProblemCode::OutOfRange, &["min", "max"]),
        (ProblemCode::Unknown, &[]),
        (ProblemCode::InTheFuture, &[]),
        (ProblemCode::TooEarly, &["earliest"]),
        (ProblemCode::Taken, &[]),
        (ProblemCode::CaseClosed, &[]),
        (ProblemCode::CaseOpen, &[]),
        (ProblemCode::Unchanged, &[]),
        (ProblemCode::PostServesElsewhere, &[]),
        (ProblemCode::PostNotValid, &[]),
        (ProblemCode::Conflict, &[]),
        (ProblemCode::SignInRefused, &[]),
        (ProblemCode::KeyReused, &[]),
        (ProblemCode::Busy, &[]),
        (ProblemCode::QuotaReached, &["max"]),
        (ProblemCode::WrongState, &[]),
        (ProblemCode::ChangedSince, &[]),
        (ProblemCode::RuleRefused, &["refusal", "detail"]),
        (ProblemCode::RuleCaseMalformed, &["detail"]),
        (ProblemCode::RuleForOtherPoint, &["expected", "found"]),
        (ProblemCode::RuleParameters, &["detail"]),
        (ProblemCode::RuleNotAsked, &[]),
        (ProblemCode::SecondPersonNeeded, &[]),
        (ProblemCode::ConsentNotInForce, &[]),
        (ProblemCode::NamesPerson, &[]),
        (ProblemCode::NotDue, &[]),
        (ProblemCode::InThePast, &["earliest"]),
        (ProblemCode::Restricted, &[]),
        (ProblemCode::UnderHold, &[]),
        (ProblemCode::FileTooLarge, &["max"]),
        (ProblemCode::FileNotTaken, &["taken"]),
        (ProblemCode::FileDiffers, &["found"]),
    ];

    #[test]
    fn every_problem_says_in_both_languages_what_to_do_and_names_its_figures() {
        for locale in Locale::ALL {
            for (code, figures) in PROBLEMS {
                let arguments: Vec<_> = figures
                    .iter()
                    .map(|name| (*name, format!("<{name}>")))
                    .collect();
                let text = find_text(locale, problem_text_id(*code), &arguments).expect("a text");
                assert!(
                    !text.contains('{'),
                    "{code:?} {locale:?}: a figure is missing in: {text}"
                );
                for (_, figure) in &arguments {
                    assert!(
                        text.contains(figure),
                        "{code:?} {locale:?} does not name {figure}: {text}"
                    );
                }
                assert!(says_what_to_do(&text), "{code:?} {locale:?}: {text}");
            }
        }
    }

    #[test]
    fn every_failure_says_in_both_languages_what_to_do() {
        let arguments = ["detail", "limit", "max", "event"].map(|name| (name, "x".to_owned()));
        for locale in Locale::ALL {
            for code in ErrorCode::ALL {
                let text = find_text(locale, &code.text_id(), &arguments).expect("a text");
                assert!(
                    !text.contains('{') && says_what_to_do(&text),
                    "{code:?} {locale:?}: {text}"
                );
            }
        }
    }

    fn says_what_to_do(text: &str) -> bool {
        [
            "Bitte",
            "Please",
            "können Sie gleich",
            "can go on",
            "Sie können",
        ]
        .iter()
        .any(|words| text.contains(words))
    }

    #[test]
    fn a_failure_has_the_code_of_its_kind() {
        let database = || Arc::new(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        for (failure, code) in [
            (
                Failure::invalid("name", ProblemCode::Required),
                ErrorCode::BadUserInput,
            ),
            (Failure::NotFound, ErrorCode::NotFound),
            (Failure::Unauthenticated, ErrorCode::Unauthenticated),
            (Failure::Forbidden, ErrorCode::Forbidden),
            (
                Failure::Unavailable(database()),
                ErrorCode::TenantUnavailable,
            ),
            (Failure::StorageFull(database()), ErrorCode::StorageFull),
            (Failure::Fault(database()), ErrorCode::Internal),
        ] {
            let error = top_level(Locale::En, &failure).into_server_error(Default::default());
            assert_eq!(ErrorCode::of(&error), Some(code), "{failure:?}");
        }
    }

    #[test]
    fn our_fault_leaves_with_an_event_id_and_no_word_of_the_database() {
        let secret = DbErr::Custom("column persons.family_name".to_owned());
        let error = top_level(Locale::De, &Failure::Fault(Arc::new(secret)));
        assert!(!error.message.contains("persons"), "{}", error.message);
        let event = error
            .extensions
            .as_ref()
            .and_then(|extensions| extensions.get("event"))
            .cloned();
        let event = event.expect("an event id").into_json().expect("a text");
        assert!(
            error.message.contains(event.as_str().expect("a text")),
            "{}",
            error.message
        );
    }

    #[test]
    fn problems_with_the_input_go_into_the_payload_and_nothing_else_does() {
        let problem = Problem::new("name", ProblemCode::TooLong).with("max", 100);
        let refused: Result<(), Failure> = Err(problem.into());
        let user_errors = refused
            .or_user_errors(Locale::En)
            .expect("a payload")
            .expect_err("refused");
        assert_eq!(
            user_errors,
            [UserError {
                field: "name".to_owned(),
                message: "The text is too long. Please shorten it to 100 characters at most."
                    .to_owned(),
                code: UserErrorCode::TooLong,
            }]
        );
        let earliest =
            Problem::new("openedOn", ProblemCode::TooEarly).with("earliest", "2020-01-01");
        assert!(problem_text(Locale::De, &earliest).contains("den 01.01.2020"));
        let absent: Result<(), Failure> = Err(Failure::NotFound);
        assert!(absent.or_user_errors(Locale::En).is_err());
    }
}
