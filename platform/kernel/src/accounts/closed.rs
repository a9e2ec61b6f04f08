//! Accounts that were closed, for the retention of what is kept of them.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::account;
use crate::{context::TenantContext, errors::Failure, ids::AccountId};

/// Every closed account and when it was closed. Needs no permission: for the platform's own upkeep.
///
/// # Errors
/// Of the database.
pub async fn closed_accounts(
    context: &TenantContext,
) -> Result<Vec<(AccountId, DateTime<Utc>)>, Failure> {
    let closed = account::Entity::find().filter(account::Column::DisabledAt.is_not_null());
    let rows = closed.all(context.database()).await?;
    let account = |row: account::Model| Some((row.id, row.disabled_at?));
    Ok(rows.into_iter().filter_map(account).collect())
}
