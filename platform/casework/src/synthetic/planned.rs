//! What is planned in a synthetic case: tasks and appointments around the reference date.

use chrono::{Days, NaiveDate, NaiveTime};
use kernel::ids::AccountId;

use super::{
    chance::Chance,
    insert::Rows,
    texts::{PLACES, TASKS},
};
use crate::{
    model::{AppointmentId, AppointmentKind, CaseState, TaskId, TaskState},
    tables::{
        appointments::{self, minute_of},
        cases, tasks,
    },
};

/// So many of a hundred open cases have something to be done, and an appointment.
const TASK_PERCENT: u32 = 45;
const APPOINTMENT_PERCENT: u32 = 30;
/// So many of a hundred tasks were done.
const DONE_PERCENT: u32 = 25;

/// Plans something in the case, if it is worked on.
pub(super) fn plan(
    case: &cases::Model,
    (last_day, recorded_by): (NaiveDate, AccountId),
    chance: &mut Chance,
    rows: &mut Rows,
) {
    if case.state != CaseState::Open {
        return;
    }
    if chance.percent(TASK_PERCENT) {
        let task = task(case, last_day, recorded_by, chance);
        rows.tasks.push(task);
    }
    if chance.percent(APPOINTMENT_PERCENT) {
        let appointment = appointment(case, last_day, recorded_by, chance);
        rows.appointments.push(appointment);
    }
}

fn task(
    case: &cases::Model,
    last_day: NaiveDate,
    recorded_by: AccountId,
    chance: &mut Chance,
) -> tasks::Model {
    let made_on = chance.day(case.opened_on.max(last_day - Days::new(20)), last_day);
    let recorded_at = chance.instant(made_on);
    let due_on = chance.day(made_on, last_day + Days::new(21));
    let done_on = chance
        .percent(DONE_PERCENT)
        .then(|| chance.day(made_on, last_day));
    tasks::Model {
        id: TaskId(chance.id(recorded_at)),
        case_id: case.id,
        title: (*chance.one_of(TASKS)).to_owned(),
        note: String::new(),
        due_on: Some(due_on),
        remind_on: Some((due_on - Days::new(2)).max(made_on)),
        post_key: None,
        account_id: None,
        state: if done_on.is_some() {
            TaskState::Done
        } else {
            TaskState::Open
        },
        ended_on: done_on,
        ended_by: done_on.map(|_| recorded_by),
        recorded_by,
        recorded_at,
        version: if done_on.is_some() { 2 } else { 1 },
    }
}

fn appointment(
    case: &cases::Model,
    last_day: NaiveDate,
    recorded_by: AccountId,
    chance: &mut Chance,
) -> appointments::Model {
    let starts_on = chance.day(last_day, last_day + Days::new(14));
    let recorded_at = chance.instant(last_day.max(case.opened_on));
    let hour = chance.between(8, 15);
    let time = NaiveTime::from_hms_opt(hour, 30 * chance.below(2), 0).unwrap_or_default();
    appointments::Model {
        id: AppointmentId(chance.id(recorded_at)),
        case_id: case.id,
        starts_on,
        starts_minute: minute_of(time),
        minutes: *chance.one_of(&[30, 45, 60, 60, 90]),
        kind: *chance.one_of(AppointmentKind::ALL),
        place: (*chance.one_of(PLACES)).to_owned(),
        note: String::new(),
        cancelled_on: None,
        cancelled_by: None,
        recorded_by,
        recorded_at,
        version: 1,
    }
}
