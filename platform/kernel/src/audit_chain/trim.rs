//! Removing the oldest entries at the end of their period.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};

use super::{
    hash::ChainKey,
    seal::wait_for_other_sealers,
    tables::{checkpoint, seal},
};
use crate::{audit::table, context::TenantContext, database::TenantTransaction, errors::Failure};

/// Entries removed in one transaction: a second or two on small machines.
const TRIMMED_AT_ONCE_MAX: i64 = 20_000;

/// How many sealed entries are older than that instant.
///
/// # Errors
/// Of the database.
pub async fn count_sealed_before(
    context: &TenantContext,
    before: DateTime<Utc>,
) -> Result<u64, Failure> {
    let older = seal::Entity::find().filter(seal::Column::EventAt.lt(before));
    Ok(older.count(context.database()).await?)
}

/// Removes sealed entries from the beginning of the chain up to the first that is not older than that instant, some
/// thousand at a time, and leaves a checkpoint. Returns how many were removed; 0 when there is nothing more to do.
///
/// # Errors
/// Of the database.
pub async fn trim_before(
    context: &TenantContext,
    transaction: &TenantTransaction,
    key: &ChainKey,
    before: DateTime<Utc>,
) -> Result<u64, Failure> {
    wait_for_other_sealers(transaction).await?;
    let Some(last) = last_to_go(transaction, before).await? else {
        return Ok(0);
    };
    let up_to_last = seal::Column::Position.lte(last.position);
    let events = seal::Entity::find()
        .select_only()
        .column(seal::Column::EventId)
        .filter(up_to_last.clone())
        .into_query();
    table::Entity::delete_many()
        .filter(table::Column::Id.in_subquery(events))
        .exec(transaction)
        .await?;
    let removed = seal::Entity::delete_many()
        .filter(up_to_last)
        .exec(transaction)
        .await?
        .rows_affected;
    let mut row = checkpoint::Model {
        position: last.position,
        hash: last.hash,
        entries: i64::try_from(removed).unwrap_or(i64::MAX),
        made_at: context.clock().now(),
        method: key.method().to_owned(),
        proof: String::new(),
    };
    row.proof = key
        .checkpoint_proof(&row)
        .expect("the key's own method is there");
    checkpoint::Entity::insert(row.into_active_model())
        .exec_without_returning(transaction)
        .await?;
    Ok(removed)
}

/// The last seal of the part that goes now: everything up to it is old.
async fn last_to_go(
    connection: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<Option<seal::Model>, Failure> {
    let first = seal::Entity::find()
        .order_by_asc(seal::Column::Position)
        .one(connection)
        .await?;
    let Some(first) = first else {
        return Ok(None);
    };
    let stays = seal::Entity::find()
        .filter(seal::Column::EventAt.gte(before))
        .order_by_asc(seal::Column::Position)
        .one(connection)
        .await?;
    let mut goes = seal::Entity::find()
        .filter(seal::Column::Position.lt(first.position + TRIMMED_AT_ONCE_MAX))
        .order_by_desc(seal::Column::Position);
    if let Some(stays) = stays {
        goes = goes.filter(seal::Column::Position.lt(stays.position));
    }
    Ok(goes.one(connection).await?)
}
