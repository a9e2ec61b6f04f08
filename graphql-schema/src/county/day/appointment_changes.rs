//! Making appointments, changing and cancelling them.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    cancel_appointment, change_appointment, create_appointment, find_appointment,
    model::{self, AppointmentDetails, AppointmentId, AppointmentKind, CaseId},
};
use kernel::errors::Failure;

use super::Appointment;
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError, is_conflict},
    ids::NodeKind,
    input::InputReader,
};

/// An appointment as somebody enters it.
#[derive(Debug, InputObject)]
pub struct AppointmentCreateInput {
    /// The case.
    case_id: ID,
    /// The day in Germany, not before the case was opened and at most five years ahead.
    starts_on: Date,
    /// The time on German clocks, such as `09:30`.
    starts_at: String,
    /// How long it is to take, 1 to 1,440 minutes.
    minutes: i32,
    /// A key of `county.lists.appointmentKinds`.
    kind: String,
    /// Where; at most 200 characters.
    #[graphql(default)]
    place: String,
    /// What it is about; at most 4,000 characters.
    #[graphql(default)]
    note: String,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the appointment made before.
    idempotency_key: Option<String>,
}

/// An appointment as it is to be.
#[derive(Debug, InputObject)]
pub struct AppointmentChangeInput {
    /// The appointment.
    appointment_id: ID,
    /// The version of the appointment that the change was made from.
    version: i32,
    /// The day in Germany, not before the case was opened and at most five years ahead.
    starts_on: Date,
    /// The time on German clocks, such as `09:30`.
    starts_at: String,
    /// How long it is to take, 1 to 1,440 minutes.
    minutes: i32,
    /// A key of `county.lists.appointmentKinds`.
    kind: String,
    /// Where; at most 200 characters.
    #[graphql(default)]
    place: String,
    /// What it is about; at most 4,000 characters.
    #[graphql(default)]
    note: String,
}

/// Which appointment does not take place.
#[derive(Debug, InputObject)]
pub struct AppointmentCancelInput {
    /// The appointment.
    appointment_id: ID,
    /// The version of the appointment that this was said of.
    version: i32,
}

/// What a change of an appointment answers.
#[derive(SimpleObject)]
pub struct AppointmentPayload {
    /// The appointment as it is now. Null if the input has problems, except for `CONFLICT`: then it
    /// is the version that somebody else made.
    appointment: Option<Appointment>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of appointments.
#[derive(Default)]
pub struct AppointmentMutation;

#[Object]
impl AppointmentMutation {
    /// Makes an appointment in an open case. Permission: appointment.record.
    async fn appointment_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: AppointmentCreateInput,
    ) -> Result<AppointmentPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let case = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let details = AppointmentDetails {
            starts_on: reader.day("startsOn", &input.starts_on),
            kind: reader.choice("kind", &input.kind, AppointmentKind::Talk),
            starts_at: input.starts_at,
            // A negative number is out of range like zero.
            minutes: u32::try_from(input.minutes).unwrap_or_default(),
            place: input.place,
            note: input.note,
        };
        let made = match reader.finish(details) {
            Ok(details) => create_appointment(context, case, details, key).await,
            Err(failure) => Err(failure),
        };
        appointment_payload(ctx, None, made).await
    }

    /// Changes an appointment that was not cancelled. Permission: appointment.record.
    async fn appointment_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: AppointmentChangeInput,
    ) -> Result<AppointmentPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let id = AppointmentId(NodeKind::Appointment.uuid_to_ask_for(&input.appointment_id));
        let details = AppointmentDetails {
            starts_on: reader.day("startsOn", &input.starts_on),
            kind: reader.choice("kind", &input.kind, AppointmentKind::Talk),
            starts_at: input.starts_at,
            minutes: u32::try_from(input.minutes).unwrap_or_default(),
            place: input.place,
            note: input.note,
        };
        let changed = match reader.finish(details) {
            Ok(details) => change_appointment(context, id, details, input.version).await,
            Err(failure) => Err(failure),
        };
        appointment_payload(ctx, Some(id), changed).await
    }

    /// Cancels an appointment; it stays in the case, and calendars take it out.
    /// Permission: appointment.record.
    async fn appointment_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: AppointmentCancelInput,
    ) -> Result<AppointmentPayload> {
        let id = AppointmentId(NodeKind::Appointment.uuid_to_ask_for(&input.appointment_id));
        let cancelled = cancel_appointment(county(ctx), id, input.version).await;
        appointment_payload(ctx, Some(id), cancelled).await
    }
}

/// The appointment is read only if it is selected: every read of a person is written down.
async fn appointment_payload(
    ctx: &Context<'_>,
    asked_for: Option<AppointmentId>,
    changed: Result<model::Appointment, Failure>,
) -> Result<AppointmentPayload> {
    let context = county(ctx);
    let (id, user_errors) = match changed.or_user_errors(context.locale())? {
        Ok(appointment) => (Some(appointment.id), Vec::new()),
        Err(user_errors) => (asked_for, user_errors),
    };
    let is_shown = user_errors.is_empty() || is_conflict(&user_errors);
    let is_asked_for = ctx.look_ahead().field("appointment").exists();
    let appointment = match id.filter(|_| is_shown && is_asked_for) {
        Some(id) => find_appointment(context, id)
            .await
            .or_top_level(context.locale())?
            .map(|found| Appointment::new(found, context)),
        None => None,
    };
    Ok(AppointmentPayload {
        appointment,
        user_errors,
    })
}
