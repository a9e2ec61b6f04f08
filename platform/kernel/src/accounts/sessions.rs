//! How long a session lasts, and ending it.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{EntityTrait, Set};

use super::tables::session;
use crate::{context::TenantContext, errors::Failure, secrets};

/// A session nobody used for this long has ended: a desk left alone over a long break.
pub const SESSION_IDLE_MAX: Duration = Duration::hours(1);
/// No session lasts longer than a working day.
pub const SESSION_AGE_MAX: Duration = Duration::hours(12);
/// "Last seen" is written at most this often: a write for every request would cost more than it tells.
const LAST_SEEN_STEP: Duration = Duration::minutes(5);

pub(super) fn is_alive(
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    now < created_at + SESSION_AGE_MAX && now < last_seen_at + SESSION_IDLE_MAX
}

pub(super) async fn touch(
    context: &TenantContext,
    token_hash: String,
    last_seen_at: DateTime<Utc>,
) -> Result<(), Failure> {
    let now = context.clock().now();
    if now < last_seen_at + LAST_SEEN_STEP {
        return Ok(());
    }
    let transaction = context.database().begin().await?;
    let row = session::ActiveModel {
        token_hash: Set(token_hash),
        last_seen_at: Set(now),
        ..Default::default()
    };
    // Signed out in the same moment: then there is nothing to update, and nothing to say.
    match session::Entity::update(row).exec(&transaction).await {
        Ok(_) | Err(sea_orm::DbErr::RecordNotUpdated) => Ok(transaction.commit().await?),
        Err(error) => Err(error.into()),
    }
}

/// Ends the session with this token; a token that is none ends nothing.
pub async fn sign_out(context: &TenantContext, token: &str) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    session::Entity::delete_by_id(secrets::token_hash(token))
        .exec(&transaction)
        .await?;
    Ok(transaction.commit().await?)
}
