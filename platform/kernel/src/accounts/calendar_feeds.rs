//! Secret addresses by which a calendar program reads what somebody has to do.
//!
//! The address holds the secret, since calendar programs send nothing else. So it opens the calendar
//! and nothing else, reads with the account's roles and scopes of the moment, and is kept as a digest
//! like every token.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

use super::{TOKEN_NAME_LENGTH_MAX, tables::calendar_feed};
use crate::{
    access::Permission,
    audit::{self, AuditEntry},
    context::TenantContext,
    errors::{Failure, Problem, ProblemCode},
    ids::CalendarFeedId,
    secrets,
};

/// Addresses of one account that work at once: telephone, computer, and some to spare.
pub const CALENDAR_FEEDS_MAX: u64 = 5;

/// An address as it is listed; its secret is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Its id.
    pub id: CalendarFeedId,
    /// Where it is used, in its owner's words.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its owner took it back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Makes an address; the second value is its secret. Needs [`Permission::AppointmentRead`].
///
/// # Errors
/// `Required` or `TooLong` on `name`, which is `QuotaReached` too if there are enough.
pub async fn create_calendar_feed(
    context: &TenantContext,
    name: &str,
) -> Result<(CalendarFeed, String), Failure> {
    context.authorize(Permission::AppointmentRead)?;
    let account_id = context.account_id()?;
    let secret = secrets::generate_token();
    let row = calendar_feed::Model {
        id: CalendarFeedId::generate(),
        account_id,
        name: name.trim().to_owned(),
        token_hash: secrets::token_hash(&secret),
        created_at: context.clock().now(),
        revoked_at: None,
    };
    check_name(&row.name)?;
    let transaction = context.database().begin().await?;
    let working = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::AccountId.eq(account_id))
        .filter(calendar_feed::Column::RevokedAt.is_null())
        .count(&transaction)
        .await?;
    if working >= CALENDAR_FEEDS_MAX {
        let problem = Problem::new("name", ProblemCode::QuotaReached);
        return Err(problem.with("max", CALENDAR_FEEDS_MAX).into());
    }
    calendar_feed::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    audit::record(context, &transaction, entry("calendar.create", row.id)).await?;
    transaction.commit().await?;
    Ok((row.into(), secret))
}

fn check_name(name: &str) -> Result<(), Failure> {
    match name.chars().count() {
        0 => Err(Failure::invalid("name", ProblemCode::Required)),
        1..=TOKEN_NAME_LENGTH_MAX => Ok(()),
        _ => {
            let problem = Problem::new("name", ProblemCode::TooLong);
            Err(problem.with("max", TOKEN_NAME_LENGTH_MAX).into())
        }
    }
}

/// The actor's own addresses, latest first. Needs [`Permission::AppointmentRead`].
pub async fn list_calendar_feeds(context: &TenantContext) -> Result<Vec<CalendarFeed>, Failure> {
    context.authorize(Permission::AppointmentRead)?;
    let rows = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::AccountId.eq(context.account_id()?))
        .order_by_desc(calendar_feed::Column::Id)
        .all(context.database())
        .await?;
    Ok(rows.into_iter().map(CalendarFeed::from).collect())
}

/// Takes one of the actor's own addresses back, at once and for good; a second time changes nothing.
/// Needs [`Permission::AppointmentRead`].
pub async fn revoke_calendar_feed(
    context: &TenantContext,
    id: CalendarFeedId,
) -> Result<CalendarFeed, Failure> {
    context.authorize(Permission::AppointmentRead)?;
    let transaction = context.database().begin().await?;
    let row = calendar_feed::Entity::find_by_id(id)
        .filter(calendar_feed::Column::AccountId.eq(context.account_id()?))
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    if row.revoked_at.is_some() {
        return Ok(row.into());
    }
    let mut change = row.into_active_model();
    change.revoked_at = Set(Some(context.clock().now()));
    let row = calendar_feed::Entity::update(change)
        .exec(&transaction)
        .await?;
    audit::record(context, &transaction, entry("calendar.revoke", id)).await?;
    transaction.commit().await?;
    Ok(row.into())
}

fn entry(action: &'static str, id: CalendarFeedId) -> AuditEntry {
    AuditEntry {
        action,
        object_kind: "calendar_feed",
        object_id: Some(id.0),
        ..AuditEntry::default()
    }
}

impl From<calendar_feed::Model> for CalendarFeed {
    fn from(row: calendar_feed::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        }
    }
}
