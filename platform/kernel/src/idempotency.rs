//! The same submission twice makes one thing, not two.
//!
//! A mutation that makes something takes a key that the client invents (a form carries one from
//! the moment it is shown). The key is written in the transaction that makes the thing; when it
//! comes again with the same input, the first result is given, with another input it is refused.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, Set, Statement, entity::prelude::*};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    context::TenantContext,
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
    ids::AccountId,
};

/// The longest key a client may invent; a UUID has 36 characters.
pub const IDEMPOTENCY_KEY_LENGTH_MAX: usize = 64;

mod table {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: AccountId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub input_digest: String,
        pub result_id: Uuid,
        pub created_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key together with the digest of the input it came with.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    key: String,
    input_digest: String,
}

impl IdempotencyKey {
    /// Binds a client's key to its input (any stable `Debug` or JSON form of it).
    pub fn new(key: &str, input: &str) -> Result<Self, Failure> {
        if key.is_empty() || key.len() > IDEMPOTENCY_KEY_LENGTH_MAX {
            return Err(Failure::invalid("idempotencyKey", ProblemCode::Malformed));
        }
        let input_digest = crate::secrets::hex(&Sha256::digest(input.as_bytes()));
        Ok(Self {
            key: key.to_owned(),
            input_digest,
        })
    }

    /// The result of the first use, if the key was used before.
    ///
    /// Called inside the transaction that would make the thing, before anything else: a second use
    /// at the same time waits here until the first has been committed, and then finds its result.
    pub async fn earlier_result(
        &self,
        context: &TenantContext,
        transaction: &TenantTransaction,
    ) -> Result<Option<Uuid>, Failure> {
        let id = (context.account_id()?, self.key.clone());
        wait_for_simultaneous_use(transaction, &format!("{} {}", id.0, id.1)).await?;
        match table::Entity::find_by_id(id).one(transaction).await? {
            None => Ok(None),
            Some(row) if row.input_digest == self.input_digest => Ok(Some(row.result_id)),
            Some(_) => Err(Failure::invalid("idempotencyKey", ProblemCode::KeyReused)),
        }
    }

    /// Remembers the result, in the same transaction.
    pub async fn remember(
        &self,
        context: &TenantContext,
        transaction: &TenantTransaction,
        result_id: Uuid,
    ) -> Result<(), Failure> {
        let row = table::ActiveModel {
            account_id: Set(context.account_id()?),
            key: Set(self.key.clone()),
            input_digest: Set(self.input_digest.clone()),
            result_id: Set(result_id),
            created_at: Set(context.clock().now()),
        };
        let inserted: Result<_, DbErr> = table::Entity::insert(row)
            .exec_without_returning(transaction)
            .await;
        inserted.map(drop).map_err(Failure::from)
    }
}

/// SQLite's transactions of changes follow one another anyway; PostgreSQL is asked for a lock that
/// the transaction holds until it ends.
async fn wait_for_simultaneous_use(
    transaction: &TenantTransaction,
    key: &str,
) -> Result<(), DbErr> {
    let backend = transaction.get_database_backend();
    if backend == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let lock = Statement::from_sql_and_values(backend, sql, [key.into()]);
        transaction.execute_raw(lock).await?;
    }
    Ok(())
}
