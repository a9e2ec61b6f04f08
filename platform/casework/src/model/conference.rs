//! Case conferences: who talked about a case, and what came of it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::{CaseId, ConferenceId, TaskDetails};

/// Somebody who took part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The office or function, such as "Jugendamt" or "Klassenlehrerin".
    pub office: String,
    /// The name; empty where it does not matter.
    pub name: String,
}

/// Those who took part, as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Participants(pub Vec<Participant>);

/// A case conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its id.
    pub id: ConferenceId,
    /// The case.
    pub case_id: CaseId,
    /// The day.
    pub held_on: NaiveDate,
    /// What it was about.
    pub topic: String,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// What came of it.
    pub result: String,
    /// How many tasks were agreed on.
    pub task_count: i32,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A case conference as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConference {
    /// The case.
    pub case_id: CaseId,
    /// Field `heldOn`: neither in the future nor before the case was opened.
    pub held_on: NaiveDate,
    /// Field `topic`, required.
    pub topic: String,
    /// Field `participants`: at least one, each with an office.
    pub participants: Vec<Participant>,
    /// Field `result`, required.
    pub result: String,
    /// Field `tasks`: what was agreed on.
    pub tasks: Vec<TaskDetails>,
}
