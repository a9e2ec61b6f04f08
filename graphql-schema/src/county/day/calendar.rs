//! The viewer's calendar, and the secret addresses by which calendar programs read it.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    model::{AppointmentInCase, CalendarEntry as Entry, TaskInCase},
    read_calendar,
};
use chrono::{DateTime, Utc};
use kernel::{
    accounts::{
        CalendarFeed as StoredFeed, create_calendar_feed, list_calendar_feeds, revoke_calendar_feed,
    },
    ids::CalendarFeedId,
    locale::Locale,
};

use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError},
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
};

/// What the calendar is counted with: it is bounded, and a program asks for it alone.
const CALENDAR_ROWS: usize = 500;

/// The key of the kind of entry that is no appointment.
const TASK_DUE: &str = "task-due";

/// Something in the viewer's calendar. What tells whose it is, is null unless the county has
/// switched names in calendars on.
#[derive(SimpleObject)]
pub struct CalendarEntry {
    /// The id of the appointment or task.
    id: ID,
    /// What it is: an appointment's kind, or `task-due`.
    kind: CodeListEntry,
    /// When it begins; null for a task, which has a day only.
    starts: Option<DateTime<Utc>>,
    /// How long it is to take, in minutes; null for a task.
    minutes: Option<i32>,
    /// The day a task is due; null for an appointment.
    due_on: Option<Date>,
    /// The number of the case.
    case_number: String,
    /// Whether it was cancelled: calendars take it out.
    cancelled: bool,
    /// Counts changes, from 1.
    version: i32,
    /// When it was made.
    recorded_at: DateTime<Utc>,
    /// The client's name.
    client_name: Option<String>,
    /// What is to be done, for a task.
    title: Option<String>,
    /// Where, for an appointment.
    place: Option<String>,
}

impl CalendarEntry {
    fn appointment(found: AppointmentInCase, locale: Locale, names: bool) -> Self {
        let AppointmentInCase { appointment, case } = found;
        let kind = appointment.kind.key();
        Self {
            id: NodeKind::Appointment.global_id(appointment.id.0),
            kind: CodeListEntry::of_platform(locale, "appointment-kind", kind),
            starts: Some(appointment.instant()),
            minutes: Some(appointment.minutes),
            due_on: None,
            case_number: case.number,
            cancelled: appointment.cancelled_on.is_some(),
            version: appointment.version,
            recorded_at: appointment.recorded_at,
            client_name: names.then_some(case.client_name),
            title: None,
            place: names.then_some(appointment.place),
        }
    }

    fn task(found: TaskInCase, locale: Locale, names: bool) -> Self {
        let TaskInCase { task, case } = found;
        Self {
            id: NodeKind::Task.global_id(task.id.0),
            kind: CodeListEntry::of_platform(locale, "calendar-entry", TASK_DUE),
            starts: None,
            minutes: None,
            due_on: task.due_on.map(Date::from),
            case_number: case.number,
            cancelled: false,
            version: task.version,
            recorded_at: task.recorded_at,
            client_name: names.then_some(case.client_name),
            title: names.then_some(task.title),
            place: None,
        }
    }
}

/// A secret address by which a calendar program reads the viewer's calendar.
#[derive(SimpleObject)]
pub struct CalendarFeed {
    /// Its id.
    id: ID,
    /// Where it is used, in its owner's words.
    name: String,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When its owner took it back; then it opens nothing.
    revoked_at: Option<DateTime<Utc>>,
}

impl From<StoredFeed> for CalendarFeed {
    fn from(feed: StoredFeed) -> Self {
        Self {
            id: NodeKind::CalendarFeed.global_id(feed.id.0),
            name: feed.name,
            created_at: feed.created_at,
            revoked_at: feed.revoked_at,
        }
    }
}

/// Fields about the viewer's calendar.
#[derive(Default)]
pub struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// The viewer's own appointments from 30 days back to 366 days ahead, and tasks on the days they
    /// are due; at most 500 of each. Permission: appointment.read.
    #[graphql(complexity = "10 + CALENDAR_ROWS * child_complexity")]
    async fn calendar(&self, ctx: &Context<'_>) -> Result<Vec<CalendarEntry>> {
        let context = county(ctx);
        let locale = context.locale();
        let names = context.county().features().names_in_calendar;
        let entries = read_calendar(context).await.or_top_level(locale)?;
        let shown = |entry: Entry| match entry {
            Entry::Appointment(found) => CalendarEntry::appointment(found, locale, names),
            Entry::TaskDue(found) => CalendarEntry::task(found, locale, names),
        };
        Ok(entries.into_iter().map(shown).collect())
    }

    /// The viewer's own calendar addresses, latest first. Permission: appointment.read.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn calendar_feeds(&self, ctx: &Context<'_>) -> Result<Vec<CalendarFeed>> {
        let feeds = list_calendar_feeds(county(ctx))
            .await
            .or_top_level(county(ctx).locale())?;
        Ok(feeds.into_iter().map(CalendarFeed::from).collect())
    }
}

/// A calendar address to be made.
#[derive(InputObject)]
pub struct CalendarFeedCreateInput {
    /// Where it is used, in your own words; at most 100 characters.
    name: String,
}

/// What making a calendar address answers.
#[derive(SimpleObject)]
pub struct CalendarFeedCreatePayload {
    /// The address; null if the input has problems.
    calendar_feed: Option<CalendarFeed>,
    /// The secret: the calendar lies at `calendar/<secret>.ics` below the county's path. Shown this
    /// once and never again.
    secret: Option<String>,
    /// Problems with the input.
    user_errors: Vec<UserError>,
}

/// Which calendar address is taken back.
#[derive(InputObject)]
pub struct CalendarFeedRevokeInput {
    /// One of the viewer's own.
    id: ID,
}

/// What taking a calendar address back answers.
#[derive(SimpleObject)]
pub struct CalendarFeedRevokePayload {
    /// The address.
    calendar_feed: Option<CalendarFeed>,
    /// Problems with the input.
    user_errors: Vec<UserError>,
}

/// Changes of calendar addresses.
#[derive(Default)]
pub struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Makes a secret address by which a calendar program reads the viewer's calendar; at most five
    /// work at once. Permission: appointment.read.
    async fn calendar_feed_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CalendarFeedCreateInput,
    ) -> Result<CalendarFeedCreatePayload> {
        let made = create_calendar_feed(county(ctx), &input.name).await;
        Ok(match made.or_user_errors(county(ctx).locale())? {
            Ok((feed, secret)) => CalendarFeedCreatePayload {
                calendar_feed: Some(feed.into()),
                secret: Some(secret),
                user_errors: Vec::new(),
            },
            Err(user_errors) => CalendarFeedCreatePayload {
                calendar_feed: None,
                secret: None,
                user_errors,
            },
        })
    }

    /// Takes a calendar address back, at once and for good; a second time changes nothing.
    /// Permission: appointment.read.
    async fn calendar_feed_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CalendarFeedRevokeInput,
    ) -> Result<CalendarFeedRevokePayload> {
        let id = CalendarFeedId(NodeKind::CalendarFeed.uuid_to_ask_for(&input.id));
        let revoked = revoke_calendar_feed(county(ctx), id).await;
        Ok(match revoked.or_user_errors(county(ctx).locale())? {
            Ok(feed) => CalendarFeedRevokePayload {
                calendar_feed: Some(feed.into()),
                user_errors: Vec::new(),
            },
            Err(user_errors) => CalendarFeedRevokePayload {
                calendar_feed: None,
                user_errors,
            },
        })
    }
}
