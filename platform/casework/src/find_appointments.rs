//! Reading appointments: of one case, one alone, a page of the list across cases, and what a
//! calendar shows.

use chrono::{Days, NaiveDate};
use kernel::{
    access::{Permission, Scope},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;

use crate::{
    find_tasks::due_tasks,
    in_cases::{
        ShownOf, case_references, cases_of_own_posts, ids_of_cases, open_cases, require_case,
    },
    model::{
        Appointment, AppointmentCursor, AppointmentFilter, AppointmentId, AppointmentInCase,
        CalendarEntry, CaseId,
        limits::{
            APPOINTMENTS_OF_CASE_MAX, CALENDAR_DAYS_AHEAD, CALENDAR_DAYS_BACK, CALENDAR_ENTRIES_MAX,
        },
    },
    tables::appointments::{self, minute_of},
};

/// The appointments of a case, the latest first; at most [`APPOINTMENTS_OF_CASE_MAX`]. Needs
/// [`Permission::AppointmentRead`].
///
/// # Errors
/// `NotFound` if the case is not in scope.
pub async fn appointments_of_case(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<AppointmentInCase>, Failure> {
    let scope = context.authorize(Permission::AppointmentRead)?;
    require_case(context, &scope, case).await?;
    let rows = appointments::Entity::find()
        .filter(appointments::Column::CaseId.eq(case))
        .order_by_desc(appointments::Column::StartsOn)
        .order_by_desc(appointments::Column::StartsMinute)
        .order_by_desc(appointments::Column::Id)
        .limit(APPOINTMENTS_OF_CASE_MAX)
        .all(context.database())
        .await?;
    in_their_cases(context, shown("case", Some(case.0)), rows).await
}

/// An appointment in scope, or none. Needs [`Permission::AppointmentRead`].
pub async fn find_appointment(
    context: &CountyContext,
    id: AppointmentId,
) -> Result<Option<AppointmentInCase>, Failure> {
    let scope = context.authorize(Permission::AppointmentRead)?;
    let in_scope = ids_of_cases(&scope, Condition::all());
    let row = appointments::Entity::find_by_id(id)
        .filter(appointments::Column::CaseId.in_subquery(in_scope))
        .one(context.database())
        .await?;
    let rows = row.into_iter().collect();
    let found = in_their_cases(context, shown("appointment", Some(id.0)), rows).await?;
    Ok(found.into_iter().next())
}

/// Appointments of open cases in scope that were not cancelled, by the time they begin; of one
/// time, the latest made first. Needs [`Permission::AppointmentRead`].
pub async fn list_appointments(
    context: &CountyContext,
    filter: AppointmentFilter,
    page: &PageRequest<AppointmentCursor>,
) -> Result<Page<AppointmentInCase>, Failure> {
    use appointments::Column::{CancelledOn, CaseId, Id, StartsMinute, StartsOn};
    let scope = context.authorize(Permission::AppointmentRead)?;
    let mut query = appointments::Entity::find()
        .filter(CaseId.in_subquery(ids_of_cases(&scope, open_cases())))
        .filter(CancelledOn.is_null())
        .filter(StartsOn.gte(filter.from));
    if let Some(until) = filter.until {
        query = query.filter(StartsOn.lte(until));
    }
    if filter.only_mine {
        query = query.filter(mine(context, &scope)?);
    }
    if let Some(after) = page.after {
        let minute = minute_of(after.starts_at);
        let same_day = Condition::all().add(StartsOn.eq(after.starts_on)).add(
            Condition::any().add(StartsMinute.gt(minute)).add(
                Condition::all()
                    .add(StartsMinute.eq(minute))
                    .add(Id.lt(after.id)),
            ),
        );
        let later = Condition::any().add(StartsOn.gt(after.starts_on));
        query = query.filter(later.add(same_day));
    }
    let rows = query
        .order_by_asc(StartsOn)
        .order_by_asc(StartsMinute)
        .order_by_desc(Id)
        .limit(u64::from(page.size) + 1)
        .all(context.database())
        .await?;
    let page = Page::from_overfull(rows, page.size);
    Ok(Page {
        rows: in_their_cases(context, shown("appointment", None), page.rows).await?,
        has_next: page.has_next,
    })
}

/// What the actor's calendar shows: the actor's own appointments of open cases from
/// [`CALENDAR_DAYS_BACK`] days back to [`CALENDAR_DAYS_AHEAD`] ahead, cancelled ones too, and, where
/// the actor may read them, the actor's tasks on the days they are due. At most
/// [`CALENDAR_ENTRIES_MAX`] of each. Needs [`Permission::AppointmentRead`].
pub async fn read_calendar(context: &CountyContext) -> Result<Vec<CalendarEntry>, Failure> {
    use appointments::Column::{CaseId, Id, StartsMinute, StartsOn};
    let scope = context.authorize(Permission::AppointmentRead)?;
    let days = calendar_days(context.clock().today());
    let rows = appointments::Entity::find()
        .filter(CaseId.in_subquery(ids_of_cases(&scope, open_cases())))
        .filter(mine(context, &scope)?)
        .filter(StartsOn.between(*days.start(), *days.end()))
        .order_by_asc(StartsOn)
        .order_by_asc(StartsMinute)
        .order_by_asc(Id)
        .limit(CALENDAR_ENTRIES_MAX)
        .all(context.database())
        .await?;
    let found = in_their_cases(context, shown("calendar", None), rows).await?;
    let mut entries: Vec<CalendarEntry> =
        found.into_iter().map(CalendarEntry::Appointment).collect();
    if context.actor().may(Permission::TaskRead) {
        let tasks = due_tasks(context, days, CALENDAR_ENTRIES_MAX).await?;
        entries.extend(tasks.into_iter().map(CalendarEntry::TaskDue));
    }
    Ok(entries)
}

fn calendar_days(today: NaiveDate) -> std::ops::RangeInclusive<NaiveDate> {
    today - Days::new(CALENDAR_DAYS_BACK)..=today + Days::new(CALENDAR_DAYS_AHEAD)
}

/// Those of cases of the actor's posts, and those that the actor made.
fn mine(context: &CountyContext, scope: &Scope) -> Result<Condition, Failure> {
    let own_cases = ids_of_cases(scope, cases_of_own_posts(context)?);
    Ok(Condition::any()
        .add(appointments::Column::CaseId.in_subquery(own_cases))
        .add(appointments::Column::RecordedBy.eq(context.account_id()?)))
}

fn shown(object_kind: &'static str, object_id: Option<uuid::Uuid>) -> ShownOf {
    ShownOf {
        permission: Permission::AppointmentRead,
        object_kind,
        object_id,
    }
}

async fn in_their_cases(
    context: &CountyContext,
    shown: ShownOf,
    rows: Vec<appointments::Model>,
) -> Result<Vec<AppointmentInCase>, Failure> {
    let cases = case_references(context, shown, rows.iter().map(|row| row.case_id)).await?;
    let with_case = |row: appointments::Model| {
        let case = cases.get(&row.case_id).cloned();
        AppointmentInCase {
            appointment: Appointment::from(row),
            case: case.expect("a foreign key holds an appointment to its case"),
        }
    };
    Ok(rows.into_iter().map(with_case).collect())
}

#[cfg(test)]
mod tests {
    use kernel::testing::Store;

    use super::*;
    use crate::{
        cancel_appointment, create_appointment, create_task,
        model::TaskDetails,
        testing::{
            AHLEN_KI, AHLEN_WELFARE, Fixture, SOUTH_KI, appointment, day, is_not_found, task,
        },
    };

    fn upcoming(only_mine: bool) -> AppointmentFilter {
        AppointmentFilter {
            from: day("2026-07-15"),
            until: Some(day("2026-07-22")),
            only_mine,
        }
    }

    #[tokio::test]
    async fn appointments_come_by_their_time_and_pages_are_the_whole() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            for (on, at) in [
                ("2026-07-16", "10:00"),
                ("2026-07-15", "15:00"),
                ("2026-07-16", "09:00"),
                ("2026-07-22", "08:00"),
                ("2026-07-23", "08:00"),
                ("2026-07-14", "08:00"),
                ("2026-07-16", "09:00"),
            ] {
                create_appointment(&lead, case.id, appointment(on, at), None)
                    .await
                    .expect("is made");
            }
            let dropped = appointment("2026-07-17", "08:00");
            let dropped = create_appointment(&lead, case.id, dropped, None)
                .await
                .expect("is made");
            cancel_appointment(&lead, dropped.id, 1)
                .await
                .expect("is cancelled");
            let mut request = PageRequest {
                size: 2,
                after: None,
            };
            let mut walked = Vec::new();
            loop {
                let part = list_appointments(&lead, upcoming(false), &request)
                    .await
                    .expect("lists");
                request.after = part.rows.last().map(|row| row.appointment.cursor());
                walked.extend(part.rows.into_iter().map(|row| {
                    let at = row.appointment.starts_at.format("%H:%M");
                    format!("{} {at}", row.appointment.starts_on)
                }));
                if !part.has_next {
                    break;
                }
            }
            let expected = [
                "2026-07-15 15:00",
                "2026-07-16 09:00",
                "2026-07-16 09:00",
                "2026-07-16 10:00",
                "2026-07-22 08:00",
            ];
            assert_eq!(walked, expected, "{store:?}");
        }
    }

    #[tokio::test]
    async fn a_calendar_shows_what_is_mine_in_my_scope_of_the_moment() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let mine = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let other = fixture.case(&lead, "Kaya", AHLEN_WELFARE).await;
            for case in [&mine, &other] {
                create_appointment(&lead, case.id, appointment("2026-07-20", "09:00"), None)
                    .await
                    .expect("is made");
                let due = TaskDetails {
                    due_on: Some(day("2026-07-21")),
                    ..task("Antrag")
                };
                create_task(&lead, case.id, due, None)
                    .await
                    .expect("is made");
            }
            let manager = fixture
                .case_manager(Scope::post(AHLEN_KI.parse().expect("a key")))
                .await;
            let entries = read_calendar(&manager).await.expect("reads");
            let cases: Vec<CaseId> = entries
                .iter()
                .map(|entry| match entry {
                    CalendarEntry::Appointment(found) => found.case.id,
                    CalendarEntry::TaskDue(found) => found.case.id,
                })
                .collect();
            assert_eq!(cases, [mine.id, mine.id], "{store:?}");
            let listed = list_appointments(
                &manager,
                upcoming(true),
                &PageRequest {
                    size: 10,
                    after: None,
                },
            );
            assert_eq!(listed.await.expect("lists").rows.len(), 1);
            let south = fixture
                .case_manager(Scope::post(SOUTH_KI.parse().expect("a key")))
                .await;
            assert!(read_calendar(&south).await.expect("reads").is_empty());
            assert!(is_not_found(appointments_of_case(&south, mine.id).await));
        }
    }
}
