//! Appointments as the schema shows them, and the lists of them.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    appointments_of_case, find_appointment, list_appointments,
    model::{AppointmentCursor, AppointmentFilter, AppointmentId, AppointmentInCase, CaseId},
};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use super::CaseReference;
use crate::{
    Date,
    caller::county,
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::Answer,
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    loaders::account_name,
};

/// An appointment of a case. Permission: appointment.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Appointment {
    /// Its id.
    id: ID,
    /// The case.
    case: CaseReference,
    /// The day, in Germany.
    starts_on: Date,
    /// The time on German clocks, such as `09:30`.
    starts_at: String,
    /// The instant at which it begins.
    starts: DateTime<Utc>,
    /// How long it is to take, in minutes.
    minutes: i32,
    /// What takes place.
    kind: CodeListEntry,
    /// Where; may be empty.
    place: String,
    /// What it is about; may be empty.
    note: String,
    /// The day it was cancelled; null if it was not.
    cancelled_on: Option<Date>,
    /// When it was made.
    recorded_at: DateTime<Utc>,
    /// Counts changes, from 1. Send it back with a change.
    version: i32,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Appointment {
    pub(super) fn new(found: AppointmentInCase, context: &CountyContext) -> Self {
        let AppointmentInCase { appointment, case } = found;
        let kind = appointment.kind.key();
        Self {
            id: NodeKind::Appointment.global_id(appointment.id.0),
            case: case.into(),
            starts_on: appointment.starts_on.into(),
            starts_at: appointment.starts_at.format("%H:%M").to_string(),
            starts: appointment.instant(),
            minutes: appointment.minutes,
            kind: CodeListEntry::of_platform(context.locale(), "appointment-kind", kind),
            cancelled_on: appointment.cancelled_on.map(Date::from),
            recorded_at: appointment.recorded_at,
            version: appointment.version,
            recorded_by: appointment.recorded_by,
            place: appointment.place,
            note: appointment.note,
        }
    }
}

#[ComplexObject]
impl Appointment {
    /// The name of the account that made it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

connection_types!(
    "appointments",
    AppointmentConnection,
    AppointmentEdge,
    Appointment
);

/// Which appointments are meant.
#[derive(Debug, InputObject)]
#[graphql(name = "AppointmentFilter")]
pub struct AppointmentSelection {
    /// From this day on; today if left out.
    from: Option<Date>,
    /// Up to this day, included; without an end if left out.
    until: Option<Date>,
    /// Only those of cases of the viewer's posts, or made by the viewer.
    #[graphql(default)]
    only_mine: bool,
}

/// Fields about appointments.
#[derive(Default)]
pub struct AppointmentQuery;

#[Object]
impl AppointmentQuery {
    /// Appointments of open cases in the viewer's scope that were not cancelled, by the time they
    /// begin. Permission: appointment.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn appointments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all from today on if left out.")] filter: Option<
            AppointmentSelection,
        >,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<AppointmentConnection> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<AppointmentCursor>(locale, first, after.as_deref())?;
        let filter = read_filter(context, filter.as_ref()).or_top_level(locale)?;
        let found = list_appointments(context, filter, &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&found, &page);
        let row = |found: AppointmentInCase| {
            let cursor = cursor_text(&found.appointment.cursor());
            (cursor, Appointment::new(found, context))
        };
        Ok(AppointmentConnection::new(
            position,
            found.rows.into_iter().map(row),
        ))
    }

    /// An appointment in the viewer's scope; null if there is none. Permission: appointment.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn appointment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The appointment's id.")] id: ID,
    ) -> Result<Option<Appointment>> {
        let context = county(ctx);
        let id = AppointmentId(NodeKind::Appointment.uuid_to_ask_for(&id));
        let found = find_appointment(context, id)
            .await
            .or_top_level(context.locale())?;
        Ok(found.map(|found| Appointment::new(found, context)))
    }
}

fn read_filter(
    context: &CountyContext,
    filter: Option<&AppointmentSelection>,
) -> Result<AppointmentFilter, Failure> {
    let mut reader = InputReader::default();
    let from = reader.optional_day("from", filter.and_then(|filter| filter.from.as_ref()));
    let until = reader.optional_day("until", filter.and_then(|filter| filter.until.as_ref()));
    reader.finish(AppointmentFilter {
        from: from.unwrap_or_else(|| context.clock().today()),
        until,
        only_mine: filter.is_some_and(|filter| filter.only_mine),
    })
}

/// The appointments of a case; none if the viewer may not read those of this case.
pub(in crate::county) async fn appointments_shown_in(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Appointment>>> {
    let context = county(ctx);
    if !context.actor().may(Permission::AppointmentRead) {
        return Ok(None);
    }
    match appointments_of_case(context, case).await {
        // The case is in sight, its appointments are not: another part of the county keeps them.
        Err(Failure::NotFound) => Ok(None),
        answer => {
            let found = answer.or_top_level(context.locale())?.into_iter();
            let shown = found.map(|found| Appointment::new(found, context));
            Ok(Some(shown.collect()))
        }
    }
}
