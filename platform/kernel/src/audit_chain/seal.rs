//! Putting seals on committed entries.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement,
    sea_query::{Expr, ExprTrait},
};

use super::{
    BATCH_ROWS, COMMITTED_WITHIN,
    hash::ChainKey,
    tables::{checkpoint, seal},
};
use crate::{audit::table, context::TenantContext, errors::Failure};

/// Any fixed number; PostgreSQL's advisory locks are per database.
const SEALING_LOCK: i64 = 0x4b72_5365_616c;

/// The end of the chain.
pub(super) struct Head {
    pub(super) position: i64,
    pub(super) hash: String,
}

/// Seals all committed entries that have no seal, and says how many. Servers may do it at once: they take turns. The
/// server's upkeep calls it every minute; with nothing to do it costs three small statements and no change.
///
/// # Errors
/// Of the database.
pub async fn seal_entries(context: &TenantContext, key: &ChainKey) -> Result<u64, Failure> {
    let mut sealed = 0;
    while !unsealed(context.database(), 1).await?.is_empty() {
        let in_batch = seal_batch(context, key).await?;
        sealed += in_batch;
        if in_batch < BATCH_ROWS {
            break;
        }
    }
    Ok(sealed)
}

async fn seal_batch(context: &TenantContext, key: &ChainKey) -> Result<u64, Failure> {
    let transaction = context.database().begin().await?;
    wait_for_other_sealers(&transaction).await?;
    let mut head = head(&transaction).await?;
    let events = unsealed(&transaction, BATCH_ROWS).await?;
    let mut seals = Vec::with_capacity(events.len());
    for event in &events {
        let position = head.position + 1;
        let hash = key
            .entry_hash(key.method(), (&head.hash, position), event)
            .expect("the key's own method is there");
        let row = seal::Model {
            position,
            event_id: event.id,
            event_at: event.at,
            method: key.method().to_owned(),
            hash: hash.clone(),
        };
        seals.push(row.into_active_model());
        head = Head { position, hash };
    }
    let count = seals.len() as u64;
    if count > 0 {
        seal::Entity::insert_many(seals)
            .exec_without_returning(&transaction)
            .await?;
        transaction.commit().await?;
        tracing::debug!(count, position = head.position, hash = %head.hash, "audit entries sealed");
    }
    Ok(count)
}

/// SQLite's transactions of changes follow one another anyway.
pub(super) async fn wait_for_other_sealers(
    transaction: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let backend = transaction.get_database_backend();
    if backend == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock($1)";
        let lock = Statement::from_sql_and_values(backend, sql, [SEALING_LOCK.into()]);
        transaction.execute_raw(lock).await?;
    }
    Ok(())
}

/// The last seal, or the checkpoint after which nothing was sealed yet, or the beginning.
pub(super) async fn head(connection: &impl ConnectionTrait) -> Result<Head, DbErr> {
    let last = seal::Entity::find()
        .order_by_desc(seal::Column::Position)
        .one(connection)
        .await?;
    if let Some(seal) = last {
        return Ok(Head {
            position: seal.position,
            hash: seal.hash,
        });
    }
    let checkpoint = checkpoint::Entity::find()
        .order_by_desc(checkpoint::Column::Position)
        .one(connection)
        .await?;
    Ok(checkpoint.map_or_else(Head::first, |row| Head {
        position: row.position,
        hash: row.hash,
    }))
}

impl Head {
    /// Before the first seal.
    pub(super) fn first() -> Self {
        Self {
            position: 0,
            hash: String::new(),
        }
    }
}

/// The oldest entries without a seal, of those that can have been committed since the last were sealed. What is older
/// stays without one, and [`super::verify_chain`] tells of it.
async fn unsealed(
    connection: &impl ConnectionTrait,
    rows: u64,
) -> Result<Vec<table::Model>, DbErr> {
    let latest = seal::Entity::find()
        .order_by_desc(seal::Column::EventAt)
        .one(connection)
        .await?;
    let sealed = seal::Entity::find()
        .filter(
            Expr::col((seal::Entity, seal::Column::EventId))
                .eq(Expr::col((table::Entity, table::Column::Id))),
        )
        .select_only()
        .column(seal::Column::Position);
    let mut query = table::Entity::find()
        .filter(Expr::exists(sealed.into_query()).not())
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Id)
        .limit(rows);
    if let Some(latest) = latest {
        query = query.filter(table::Column::At.gte(latest.event_at - COMMITTED_WITHIN));
    }
    query.all(connection).await
}
