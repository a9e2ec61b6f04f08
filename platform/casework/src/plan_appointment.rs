//! Making appointments, changing and cancelling them.

use chrono::NaiveTime;
use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use tenants::CountyContext;

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    check_input::InputCheck,
    create_task::check_planned_day,
    in_cases::ids_of_cases,
    model::{
        Appointment, AppointmentDetails, AppointmentId, CaseId, german_instant,
        limits::{CONTACT_MINUTES_MAX, NOTE_LENGTH_MAX, PLACE_LENGTH_MAX},
    },
    tables::{
        appointments::{self, minute_of},
        cases,
    },
};

/// Makes an appointment in an open case. Needs [`Permission::AppointmentRecord`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `OutOfRange` on `startsOn` and `minutes`, `Malformed` on `startsAt`
/// (the hour that summer time skips included), `TooLong` on `place` and `note`.
pub async fn create_appointment(
    context: &CountyContext,
    case: CaseId,
    details: AppointmentDetails,
    key: Option<IdempotencyKey>,
) -> Result<Appointment, Failure> {
    let scope = context.authorize(Permission::AppointmentRecord)?;
    match try_create(context, &scope, case, &details, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_create(context, &scope, case, &details, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_create(
    context: &CountyContext,
    scope: &Scope,
    case: CaseId,
    details: &AppointmentDetails,
    key: Option<&IdempotencyKey>,
) -> Result<Appointment, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, case).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = appointments::Entity::find_by_id(AppointmentId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Appointment::from).ok_or(Failure::NotFound);
    }
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    let checked = check_details(context, &mut check, &case, details);
    check.finish()?;
    let row = appointments::Model {
        id: AppointmentId::generate(),
        case_id: case.id,
        starts_on: details.starts_on,
        starts_minute: minute_of(checked.starts_at),
        minutes: i32::try_from(details.minutes).expect("a day has few minutes"),
        kind: details.kind,
        place: checked.place,
        note: checked.note,
        cancelled_on: None,
        cancelled_by: None,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
        version: 1,
    };
    let insert = appointments::Entity::insert(row.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, row.id.0).await?;
    }
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::AppointmentRecord, about).await?;
    Ok(row.into())
}

/// Changes an appointment that was not cancelled. Needs [`Permission::AppointmentRecord`].
///
/// # Errors
/// Those of [`create_appointment`]; `Conflict` on `version`, `WrongState` on `appointmentId` for one
/// that was cancelled.
pub async fn change_appointment(
    context: &CountyContext,
    id: AppointmentId,
    details: AppointmentDetails,
    expected_version: i32,
) -> Result<Appointment, Failure> {
    let scope = context.authorize(Permission::AppointmentRecord)?;
    let transaction = context.database().begin().await?;
    let (present, case) = lock_appointment(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.version(present.version, expected_version);
    check_open(&mut check, &case);
    check_stands(&mut check, &present);
    let checked = check_details(context, &mut check, &case, &details);
    check.finish()?;
    let row = appointments::ActiveModel {
        id: Set(id),
        starts_on: Set(details.starts_on),
        starts_minute: Set(minute_of(checked.starts_at)),
        minutes: Set(i32::try_from(details.minutes).expect("a day has few minutes")),
        kind: Set(details.kind),
        place: Set(checked.place),
        note: Set(checked.note),
        version: Set(present.version + 1),
        ..Default::default()
    };
    let row = appointments::Entity::update(row).exec(&transaction).await?;
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::AppointmentRecord, about).await?;
    Ok(row.into())
}

/// Cancels an appointment, of a closed case too. Needs [`Permission::AppointmentRecord`].
///
/// # Errors
/// `Conflict` on `version`, `WrongState` on `appointmentId` for one that was cancelled before.
pub async fn cancel_appointment(
    context: &CountyContext,
    id: AppointmentId,
    expected_version: i32,
) -> Result<Appointment, Failure> {
    let scope = context.authorize(Permission::AppointmentRecord)?;
    let transaction = context.database().begin().await?;
    let (present, case) = lock_appointment(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.version(present.version, expected_version);
    check_stands(&mut check, &present);
    check.finish()?;
    let row = appointments::ActiveModel {
        id: Set(id),
        cancelled_on: Set(Some(context.clock().today())),
        cancelled_by: Set(Some(context.account_id()?)),
        version: Set(present.version + 1),
        ..Default::default()
    };
    let row = appointments::Entity::update(row).exec(&transaction).await?;
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::AppointmentRecord, about).await?;
    Ok(row.into())
}

/// The appointment and its case, both held until the transaction ends. One statement for one out of
/// scope as for one that is not there.
async fn lock_appointment(
    transaction: &TenantTransaction,
    scope: &Scope,
    id: AppointmentId,
) -> Result<(appointments::Model, cases::Model), Failure> {
    let of_cases = ids_of_cases(scope, Condition::all());
    let query = appointments::Entity::find_by_id(id)
        .filter(appointments::Column::CaseId.in_subquery(of_cases))
        .lock_exclusive();
    let row = query.one(transaction).await?.ok_or(Failure::NotFound)?;
    let case = lock_case(transaction, scope, row.case_id).await?;
    Ok((row, case))
}

fn check_stands(check: &mut InputCheck, present: &appointments::Model) {
    let stands = present.cancelled_on.is_none();
    check.require(stands, "appointmentId", ProblemCode::WrongState);
}

struct Checked {
    starts_at: NaiveTime,
    place: String,
    note: String,
}

fn check_details(
    context: &CountyContext,
    check: &mut InputCheck,
    case: &cases::Model,
    details: &AppointmentDetails,
) -> Checked {
    let today = context.clock().today();
    let day = Some(details.starts_on);
    check_planned_day(check, "startsOn", day, case.opened_on, today);
    let time = parse_time(&details.starts_at)
        .filter(|time| german_instant(details.starts_on, *time).is_some());
    check.require(time.is_some(), "startsAt", ProblemCode::Malformed);
    if !(1..=CONTACT_MINUTES_MAX).contains(&details.minutes) {
        let problem = Problem::new("minutes", ProblemCode::OutOfRange);
        check.note(problem.with("min", 1).with("max", CONTACT_MINUTES_MAX));
    }
    Checked {
        starts_at: time.unwrap_or_default(),
        place: check.text("place", &details.place, PLACE_LENGTH_MAX),
        note: check.text("note", &details.note, NOTE_LENGTH_MAX),
    }
}

/// Hour and minute, as a browser's field for times sends them.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let is_short = text.len() == "00:00".len();
    is_short
        .then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::testing::{
        AHLEN_KI, Fixture, SOUTH_KI, appointment, idempotency_key, is_not_found, problem, problems,
    };

    #[tokio::test]
    async fn an_appointment_is_made_once_changed_and_cancelled_once() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let make = || {
                let key = idempotency_key("k", "input");
                create_appointment(&lead, case.id, appointment("2026-07-20", "09:30"), key)
            };
            let (first, second) = tokio::join!(make(), make());
            let first = first.expect("is made");
            assert_eq!(first, second.expect("is found"), "{store:?}");
            assert_eq!(first.instant().to_rfc3339(), "2026-07-20T07:30:00+00:00");
            let later = appointment("2026-07-21", "10:00");
            let changed = change_appointment(&lead, first.id, later.clone(), 1)
                .await
                .expect("changes");
            assert_eq!(changed.version, 2);
            let late = change_appointment(&lead, first.id, later.clone(), 1).await;
            assert_eq!(problem(late), ("version", Conflict));
            let south = fixture
                .case_manager(Scope::post(SOUTH_KI.parse().expect("a key")))
                .await;
            assert!(is_not_found(cancel_appointment(&south, first.id, 2).await));
            let cancelled = cancel_appointment(&lead, first.id, 2).await.expect("ends");
            assert_eq!(cancelled.cancelled_by, lead.account_id().ok());
            let again = cancel_appointment(&lead, first.id, 3).await;
            assert_eq!(problem(again), ("appointmentId", WrongState));
            let changed = change_appointment(&lead, first.id, later, 3).await;
            assert_eq!(problem(changed), ("appointmentId", WrongState), "{store:?}");
        }
    }

    #[tokio::test]
    async fn every_problem_is_named_at_once() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = AppointmentDetails {
            minutes: 0,
            place: "x".repeat(PLACE_LENGTH_MAX + 1),
            note: "x".repeat(NOTE_LENGTH_MAX + 1),
            ..appointment("2026-05-31", "25:00")
        };
        assert_eq!(
            problems(create_appointment(&lead, case.id, wrong, None).await),
            [
                ("startsOn", OutOfRange),
                ("startsAt", Malformed),
                ("minutes", OutOfRange),
                ("place", TooLong),
                ("note", TooLong)
            ]
        );
        for time in ["02:30", "9:30", "", "0930", "09:30:00"] {
            let skipped = appointment("2027-03-28", time);
            let made = create_appointment(&lead, case.id, skipped, None).await;
            assert_eq!(problem(made), ("startsAt", Malformed), "{time}");
        }
    }
}
