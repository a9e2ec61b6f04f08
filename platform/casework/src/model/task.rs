//! Tasks: what is to be done in a case, by when and by whom, and when to be reminded of it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ids::AccountId, keys::PostKey};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{CaseId, CaseReference, TaskId};

kernel::choices! {
    /// How far a task is.
    TaskState {
        /// Still to be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// No longer to be done.
        Cancelled = "cancelled",
    }
}

/// A task of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The case.
    pub case_id: CaseId,
    /// What is to be done.
    pub title: String,
    /// More about it; may be empty.
    pub note: String,
    /// The day by which it is to be done.
    pub due_on: Option<NaiveDate>,
    /// The day from which on it is shown among the reminders.
    pub remind_on: Option<NaiveDate>,
    /// The post responsible; without it and without an account, the post responsible for the case.
    pub post: Option<PostKey>,
    /// The person responsible, if it is one and not a post.
    pub account: Option<AccountId>,
    /// How far it is.
    pub state: TaskState,
    /// The day it was done or cancelled.
    pub ended_on: Option<NaiveDate>,
    /// Who said so.
    pub ended_by: Option<AccountId>,
    /// Who made it.
    pub recorded_by: AccountId,
    /// When it was made.
    pub recorded_at: DateTime<Utc>,
    /// Counts changes, from 1.
    pub version: i32,
}

impl Task {
    /// Its position in a list of tasks.
    pub fn cursor(&self) -> TaskCursor {
        TaskCursor {
            due_on: self.due_on,
            id: self.id,
        }
    }
}

/// A task with the case that it belongs to, as lists across cases show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskInCase {
    /// The task.
    pub task: Task,
    /// The case.
    pub case: CaseReference,
}

/// What somebody enters about a task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskDetails {
    /// Field `title`, required.
    pub title: String,
    /// Field `note`; may be empty.
    pub note: String,
    /// Field `dueOn`.
    pub due_on: Option<NaiveDate>,
    /// Field `remindOn`.
    pub remind_on: Option<NaiveDate>,
    /// Field `post`: a post of the county that is valid today.
    pub post: Option<String>,
    /// Field `accountId`: the actor, or who is responsible already. Not together with a post.
    pub account: Option<AccountId>,
}

/// How a task ended, as somebody enters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskEnding {
    /// Field `outcome`: done or cancelled.
    pub outcome: TaskState,
    /// Field `endedOn`: neither in the future nor before the case was opened.
    pub ended_on: NaiveDate,
    /// Field `version`.
    pub expected_version: i32,
}

/// Which tasks a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaskChoice {
    /// All that are to be done.
    #[default]
    Open,
    /// Those due today or overdue.
    Due,
    /// Those to be reminded of today that are not due yet.
    Reminded,
    /// Those done or cancelled.
    Ended,
}

/// A filter of tasks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Which.
    pub choice: TaskChoice,
    /// Only those that the actor or one of the actor's posts is responsible for.
    pub only_mine: bool,
}

/// The position of a task: by the day it is due, those without one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskCursor {
    /// The day it is due.
    pub due_on: Option<NaiveDate>,
    /// Between tasks due on one day.
    pub id: TaskId,
}
