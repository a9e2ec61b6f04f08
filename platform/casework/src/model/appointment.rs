//! Appointments: talks, visits and the like that are planned in a case.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{AppointmentId, CaseId, CaseReference};

kernel::choices! {
    /// What takes place.
    AppointmentKind {
        /// A talk in the office or by telephone.
        Talk = "talk",
        /// A visit at home or in an accommodation.
        Visit = "visit",
        /// Going along to an authority, a doctor, a school.
        Accompaniment = "accompaniment",
        /// A case conference.
        Conference = "conference",
    }
}

/// An appointment of a case. Day and time are those of the clock in Germany, whatever happens to
/// summer time until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The case.
    pub case_id: CaseId,
    /// The day.
    pub starts_on: NaiveDate,
    /// The time, to the minute.
    pub starts_at: NaiveTime,
    /// How long it is to take, in minutes.
    pub minutes: i32,
    /// What takes place.
    pub kind: AppointmentKind,
    /// Where; may be empty.
    pub place: String,
    /// What it is about; may be empty.
    pub note: String,
    /// The day it was cancelled.
    pub cancelled_on: Option<NaiveDate>,
    /// Who cancelled it.
    pub cancelled_by: Option<AccountId>,
    /// Who made it.
    pub recorded_by: AccountId,
    /// When it was made.
    pub recorded_at: DateTime<Utc>,
    /// Counts changes, from 1.
    pub version: i32,
}

impl Appointment {
    /// The instant at which it begins.
    pub fn instant(&self) -> DateTime<Utc> {
        german_instant(self.starts_on, self.starts_at)
            .unwrap_or_else(|| self.starts_on.and_time(self.starts_at).and_utc())
    }

    /// Its position in a list of appointments.
    pub fn cursor(&self) -> AppointmentCursor {
        AppointmentCursor {
            starts_on: self.starts_on,
            starts_at: self.starts_at,
            id: self.id,
        }
    }
}

/// The instant at which German clocks show this; none in the hour that summer time skips, the
/// first in the hour that comes twice.
pub fn german_instant(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    match Berlin.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
        LocalResult::None => None,
    }
}

/// An appointment with its case, as lists across cases show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentInCase {
    /// The appointment.
    pub appointment: Appointment,
    /// The case.
    pub case: CaseReference,
}

/// What somebody enters about an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentDetails {
    /// Field `startsOn`.
    pub starts_on: NaiveDate,
    /// Field `startsAt`: hour and minute such as `09:30`.
    pub starts_at: String,
    /// Field `minutes`: 1 to a day.
    pub minutes: u32,
    /// Field `kind`.
    pub kind: AppointmentKind,
    /// Field `place`; may be empty.
    pub place: String,
    /// Field `note`; may be empty.
    pub note: String,
}

/// Which appointments a list shows; cancelled ones are never among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppointmentFilter {
    /// From this day on.
    pub from: NaiveDate,
    /// Up to this day, included.
    pub until: Option<NaiveDate>,
    /// Only those of cases of the actor's posts, or made by the actor.
    pub only_mine: bool,
}

/// The position of an appointment: by the time it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentCursor {
    /// The day.
    pub starts_on: NaiveDate,
    /// The time.
    pub starts_at: NaiveTime,
    /// Between appointments at one time.
    pub id: AppointmentId,
}

/// Something that a calendar shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarEntry {
    /// An appointment; cancelled ones are told, so that calendars take them out.
    Appointment(AppointmentInCase),
    /// A task on the day it is due.
    TaskDue(super::TaskInCase),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_on_the_wall_counts_through_summer_time() {
        let instant = |day: &str, time: &str| {
            german_instant(
                day.parse().expect("a day"),
                time.parse().expect("a time of day"),
            )
            .map(|at| at.to_rfc3339())
        };
        for (day, time, expected) in [
            ("2026-07-15", "09:30:00", Some("2026-07-15T07:30:00+00:00")),
            ("2026-12-15", "09:30:00", Some("2026-12-15T08:30:00+00:00")),
            ("2026-03-29", "02:30:00", None),
            ("2026-10-25", "02:30:00", Some("2026-10-25T00:30:00+00:00")),
        ] {
            assert_eq!(instant(day, time).as_deref(), expected, "{day} {time}");
        }
    }
}
