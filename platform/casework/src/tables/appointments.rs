//! Appointments.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{Appointment, AppointmentId, AppointmentKind, CaseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    pub case_id: CaseId,
    pub starts_on: NaiveDate,
    /// Minutes after midnight: both kinds of databases order numbers alike.
    pub starts_minute: i32,
    pub minutes: i32,
    pub kind: AppointmentKind,
    pub place: String,
    pub note: String,
    pub cancelled_on: Option<NaiveDate>,
    pub cancelled_by: Option<AccountId>,
    pub recorded_by: AccountId,
    pub recorded_at: DateTime<Utc>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The minute of the day.
pub(crate) fn minute_of(time: NaiveTime) -> i32 {
    i32::try_from(time.num_seconds_from_midnight() / 60).expect("a day has few minutes")
}

fn time_of(minute: i32) -> NaiveTime {
    let seconds = u32::try_from(minute).unwrap_or_default() * 60;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default()
}

impl From<Model> for Appointment {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            case_id: row.case_id,
            starts_on: row.starts_on,
            starts_at: time_of(row.starts_minute),
            minutes: row.minutes,
            kind: row.kind,
            place: row.place,
            note: row.note,
            cancelled_on: row.cancelled_on,
            cancelled_by: row.cancelled_by,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            version: row.version,
        }
    }
}
