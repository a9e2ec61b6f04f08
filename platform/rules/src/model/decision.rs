//! What a rule decided about one person or case, kept so that it can be explained and proved.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use uuid::Uuid;

use super::{DecisionId, Remark, RuleVersionId};

kernel::choices! {
    /// What rules decide about.
    SubjectKind {
        /// A person.
        Person = "person",
        /// A case.
        Case = "case",
        /// A municipality; its subject is its official number as an id.
        Municipality = "municipality",
    }
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The person or case.
    pub subject: Uuid,
    /// The version of the rule.
    pub version: RuleVersionId,
    /// The version of the county's configuration.
    pub configuration: i32,
    /// The day that was judged for.
    pub as_of: NaiveDate,
    /// The question without the parameters, JSON: the subject with those it is judged together with.
    pub input: String,
    /// Which row of the question is the subject, from 0.
    pub position: i32,
    /// The answer, JSON.
    pub output: String,
    /// The answer in one word, by which lists and sums are made.
    pub outcome: String,
    /// Instructions in wasmtime's fuel: the share of the call that was about this subject.
    pub fuel: i64,
    /// When it was decided.
    pub decided_at: DateTime<Utc>,
    /// Who asked; none for the platform itself.
    pub decided_by: Option<AccountId>,
    /// When a later decision took its place; none for the present one.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// Where somebody or something stands by the rule that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The decision; none if the rule has never answered.
    pub decision: Option<Decision>,
    /// Why the decision may be out of date: the rule does not answer at the moment.
    pub mark: Option<FailureMark>,
}

/// A rule that does not answer at the moment. Work goes on with the last decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureMark {
    /// Since when.
    pub since: DateTime<Utc>,
    /// What it did last.
    pub remark: Remark,
    /// How often in a row.
    pub count: i32,
}

/// What a rule answered about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The person or case.
    pub subject: Uuid,
    /// AGS of its place, if known.
    pub municipality: Option<String>,
    /// The question about this subject alone, without parameters, JSON.
    pub input: String,
    /// Which row of that question it is.
    pub position: i32,
    /// The answer, JSON.
    pub output: String,
    /// The answer in one word.
    pub outcome: String,
    /// Its share of the call's instructions.
    pub fuel: i64,
}
