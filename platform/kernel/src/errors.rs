//! What a use case can answer instead of its result, by what the caller can do about it.
//!
//! Database errors are mapped here and nowhere else. Texts for people are made at the edge
//! (`graphql-schema`), from the code and its arguments, in the language of the reader.

use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// Why one input value cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// A value is needed and none was given.
    Required,
    /// The text is longer than `max` characters.
    TooLong,
    /// The value is not of the form asked for.
    Malformed,
    /// The number lies outside `min`..`max`.
    OutOfRange,
    /// No such thing is known here (a key of the county's lists, an id in the actor's scope).
    Unknown,
    /// The date lies in the future.
    InTheFuture,
    /// The date lies before `earliest`.
    TooEarly,
    /// The thing named exists already.
    Taken,
    /// The case is closed; it has to be reactivated first.
    CaseClosed,
    /// The case is open already.
    CaseOpen,
    /// The new value is the present one: nothing would change.
    Unchanged,
    /// The post does not serve the place of the case.
    PostServesElsewhere,
    /// The post has nobody who could take the case, or is not valid on this day.
    PostNotValid,
    /// Somebody else changed the thing since it was read.
    Conflict,
    /// Login or password are wrong, or the account may not sign in now.
    SignInRefused,
    /// The same idempotency key came with another input.
    KeyReused,
    /// Something of the same kind is still going on; trying again later may succeed.
    Busy,
    /// The county has `max` of these already.
    QuotaReached,
    /// The thing is in a state in which this cannot be done.
    WrongState,
    /// Something was changed since, so that this can no longer be done.
    ChangedSince,
    /// The uploaded rule is turned away, for the reason `refusal`, in detail `detail`.
    RuleRefused,
    /// A golden case that came with a rule cannot be read, as `detail` says.
    RuleCaseMalformed,
    /// The rule is for another extension point (`found`) than asked for (`expected`).
    RuleForOtherPoint,
    /// The parameters do not fit the rule's schema, as `detail` says.
    RuleParameters,
    /// The platform has no data yet to ask rules of this extension point about.
    RuleNotAsked,
    /// Whoever proposed something cannot be the one who agrees to it.
    SecondPersonNeeded,
    /// The date lies in the past, before `earliest`.
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
    /// The file is larger than `max` MiB.
    FileTooLarge,
    /// The file is of none of the kinds `taken`.
    FileNotTaken,
    /// The bytes are a file of kind `found`, and its name or the sender says something else.
    FileDiffers,
}

/// One problem with one input value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The value's name in the schema (`occurredOn`).
    pub field: &'static str,
    /// Which entry of a list within the input the value belongs to (`goals.0`); empty for none.
    pub entry: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// Figures that the text for people names, such as `max`.
    pub arguments: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem without arguments.
    pub fn new(field: &'static str, code: ProblemCode) -> Self {
        Self {
            field,
            entry: String::new(),
            code,
            arguments: Vec::new(),
        }
    }

    /// The same problem, of a value in this entry of a list of the input.
    pub fn of_entry(mut self, entry: impl Into<String>) -> Self {
        self.entry = entry.into();
        self
    }

    /// The path of the value within the input, such as `goals.0.text`.
    pub fn path(&self) -> String {
        if self.entry.is_empty() {
            self.field.to_owned()
        } else {
            format!("{}.{}", self.entry, self.field)
        }
    }

    /// Adds a figure that the text for people names.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }
}

/// Why a use case did not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The input has problems, all of them named; nothing was changed.
    #[error("the input has {} problems", .0.len())]
    Invalid(Vec<Problem>),
    /// There is no such thing, or none that this actor may know of: the two are not told apart.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("not signed in")]
    Unauthenticated,
    /// The actor may see the thing but not do this.
    #[error("forbidden")]
    Forbidden,
    /// The tenant's database cannot be reached just now; the same request may succeed later.
    #[error("the tenant's database is unavailable")]
    Unavailable(#[source] Arc<DbErr>),
    /// The storage is full: reading works, writing does not.
    #[error("the storage is full")]
    StorageFull(#[source] Arc<DbErr>),
    /// Our own fault.
    #[error("the database refused a statement")]
    Fault(#[source] Arc<DbErr>),
    /// Our own fault too: a part of the platform other than the database does not work.
    #[error("a part of the platform does not work")]
    Broken(#[source] Arc<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// One problem with one value.
    pub fn invalid(field: &'static str, code: ProblemCode) -> Self {
        Failure::Invalid(vec![Problem::new(field, code)])
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Invalid(vec![problem])
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        let error = Arc::new(error);
        match &*error {
            DbErr::ConnectionAcquire(_) => Failure::Unavailable(error),
            DbErr::Conn(source) | DbErr::Exec(source) | DbErr::Query(source) => {
                match storage_state(source) {
                    StorageState::Gone => Failure::Unavailable(error),
                    StorageState::Full => Failure::StorageFull(error),
                    StorageState::Works => Failure::Fault(error),
                }
            }
            _ => Failure::Fault(error),
        }
    }
}

enum StorageState {
    Works,
    Gone,
    Full,
}

/// SQLite: 5 busy, 10 I/O error, 13 full, 14 cannot open (primary codes are the low byte).
/// PostgreSQL: class 08 connection, 53100 disk full, 53300 too many connections, 57P0x shutdown,
/// 3D000 the database is not there (being restored).
fn storage_state(error: &RuntimeErr) -> StorageState {
    let RuntimeErr::SqlxError(error) = error else {
        return StorageState::Works;
    };
    match &**error {
        // Protocol: what answers in the place of the database is not one, such as a proxy that
        // has lost it.
        SqlxError::Io(_)
        | SqlxError::Protocol(_)
        | SqlxError::Tls(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => StorageState::Gone,
        SqlxError::Database(refused) => match refused.code().as_deref() {
            Some("53100") => StorageState::Full,
            Some("53300" | "57P01" | "57P02" | "57P03" | "3D000") => StorageState::Gone,
            Some(code) if code.len() == 5 && code.starts_with("08") => StorageState::Gone,
            Some(code) if code.len() < 5 => sqlite_state(code),
            _ => StorageState::Works,
        },
        _ => StorageState::Works,
    }
}

/// A write that fails (extended code 778) is one over a quota or beyond the largest file: like a
/// full disk, reading works and trying again does not help.
fn sqlite_state(code: &str) -> StorageState {
    match code.parse::<u32>().map(|code| (code, code & 0xff)) {
        Ok((_, 13) | (778, _)) => StorageState::Full,
        Ok((_, 5 | 10 | 14)) => StorageState::Gone,
        _ => StorageState::Works,
    }
}
