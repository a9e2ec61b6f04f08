//! What a use case holds of its tenant's database.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionSession, TransactionTrait,
};

use super::{StatementCounter, TenantPool};

/// One tenant's database during one request. Reads go straight through it; every change goes
/// through a transaction from [`TenantDb::begin`].
#[derive(Debug, Clone)]
pub struct TenantDb {
    pool: Arc<TenantPool>,
    statements: StatementCounter,
}

impl TenantDb {
    /// Made by the context and nobody else.
    pub(crate) fn new(pool: Arc<TenantPool>) -> Self {
        Self {
            pool,
            statements: StatementCounter::default(),
        }
    }

    /// Begins a change. Dropping the transaction without [`TenantTransaction::commit`] undoes it.
    pub async fn begin(&self) -> Result<TenantTransaction, DbErr> {
        let options = TransactionOptions {
            // Taking the write lock at once: a transaction that reads first and writes later could
            // otherwise be refused after half its work.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(TenantTransaction {
            inner: self.pool.writer.begin_with_options(options).await?,
            statements: self.statements.clone(),
        })
    }

    /// How many statements this request has sent.
    pub fn statements(&self) -> &StatementCounter {
        &self.statements
    }
}

/// A change in progress.
#[derive(Debug)]
pub struct TenantTransaction {
    inner: DatabaseTransaction,
    statements: StatementCounter,
}

impl TenantTransaction {
    /// Makes the change last.
    pub async fn commit(self) -> Result<(), DbErr> {
        TransactionSession::commit(self.inner).await
    }
}

macro_rules! counted_connection {
    ($type:ty, $($inner:ident).+) => {
        #[async_trait::async_trait]
        impl ConnectionTrait for $type {
            fn get_database_backend(&self) -> DbBackend {
                self.$($inner).+.get_database_backend()
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                self.statements.count();
                self.$($inner).+.execute_raw(statement).await
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                self.statements.count();
                self.$($inner).+.execute_unprepared(sql).await
            }

            async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                self.statements.count();
                self.$($inner).+.query_one_raw(statement).await
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                self.statements.count();
                self.$($inner).+.query_all_raw(statement).await
            }
        }
    };
}

counted_connection!(TenantDb, pool.reader);
counted_connection!(TenantTransaction, inner);
