//! The work of the day: what is to be done, what is planned, what waits.

mod appointment;
mod appointment_changes;
mod calendar;
mod conference;
mod reference;
mod task;
mod task_changes;
mod waiting;

use async_graphql::MergedObject;

pub(super) use appointment::{Appointment, appointments_shown_in};
pub(super) use conference::{Conference, conferences_shown_in};
use reference::CaseReference;
pub(super) use task::{Task, tasks_shown_in};

/// Fields about the work of the day.
#[derive(MergedObject, Default)]
pub struct DayQuery(
    task::TaskQuery,
    appointment::AppointmentQuery,
    waiting::WaitingQuery,
    calendar::CalendarQuery,
);

/// Changes of the work of the day.
#[derive(MergedObject, Default)]
pub struct DayMutation(
    task_changes::TaskMutation,
    appointment_changes::AppointmentMutation,
    calendar::CalendarMutation,
    conference::ConferenceMutation,
);
