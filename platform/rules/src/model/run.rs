//! Runs of a rule over everything that it applies to.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use uuid::Uuid;

use super::{Remark, RuleRunId, RuleVersionId};

kernel::choices! {
    /// What a run is for.
    RunKind {
        /// To see what a version would change, without any effect.
        TryOut = "try-out",
        /// To decide anew about everybody by the version that holds.
        Evaluation = "evaluation",
    }
}

kernel::choices! {
    /// How far a run is.
    RunState {
        /// It goes on.
        Running = "running",
        /// It came to its end.
        Done = "done",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// The rule failed.
        Failed = "failed",
        /// Its server stopped under it.
        Interrupted = "interrupted",
    }
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRun {
    /// Its id.
    pub id: RuleRunId,
    /// The version that was asked.
    pub version: RuleVersionId,
    /// What it is for.
    pub kind: RunKind,
    /// How far it is.
    pub state: RunState,
    /// The day that was judged for.
    pub as_of: NaiveDate,
    /// Persons or cases to be judged.
    pub total: i32,
    /// How many were.
    pub done: i32,
    /// For how many the answer differs from today's.
    pub changed: i32,
    /// How the rule failed.
    pub failure: Option<Remark>,
    /// Who began it; none for one that began by itself.
    pub started_by: Option<AccountId>,
    /// When.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How many answers change in one municipality from one outcome to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSum {
    /// AGS; none where the place is not known.
    pub municipality: Option<String>,
    /// The outcome by the rule that holds; none where none holds.
    pub before: Option<String>,
    /// The outcome by the version tried out.
    pub after: String,
    /// How many persons or cases.
    pub count: i64,
}

/// One answer that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunChange {
    /// The person or case.
    pub subject: Uuid,
    /// AGS.
    pub municipality: Option<String>,
    /// The outcome by the rule that holds.
    pub before: Option<String>,
    /// The outcome by the version tried out.
    pub after: String,
    /// What was asked, JSON, for the words in the reason.
    pub input: String,
    /// What the version answered, JSON.
    pub output: String,
}
