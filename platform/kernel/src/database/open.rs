//! Opening a database with the settings that were measured.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{
        Connection,
        sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{Placement, TenantPool};
use crate::keys::TenantKey;

/// SQLite lets readers run beside the writer; more than this many readers on one file gain nothing.
const SQLITE_READERS_MAX: u32 = 4;
/// SQLite has one writer at a time. Eight writers reach the same rate as one, with a worst case of
/// seconds instead of milliseconds, so they queue here and not in the file.
const SQLITE_WRITERS_MAX: u32 = 1;
/// PostgreSQL's connections run out first when there are many tenants.
const POSTGRES_CONNECTIONS_MAX: u32 = 4;
/// A request waits this long for a connection before the tenant counts as unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// Connections that nobody uses go back to the server.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);
/// A connection idle for longer is tested before use; after a restart of the database at most the
/// younger ones fail, once each.
const TEST_IF_IDLE_FOR: Duration = Duration::from_secs(10);
/// Another process (a migration, a command) may hold SQLite's write lock for this long.
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// No statement of a page may run longer.
const POSTGRES_STATEMENT_TIMEOUT: Duration = Duration::from_secs(30);

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be reached or does not exist.
    #[error("cannot open the database of `{tenant}`")]
    Unreachable {
        /// Whose database.
        tenant: TenantKey,
        /// What the driver said.
        #[source]
        source: DbErr,
    },
    /// The database says that it belongs to somebody else. Nothing was read or written.
    #[error("the database given for `{tenant}` belongs to `{found}`")]
    ForeignDatabase {
        /// Whom we asked for.
        tenant: TenantKey,
        /// Whose it is.
        found: String,
    },
    /// The database has no identity yet: it was never migrated.
    #[error("the database of `{tenant}` has not been set up")]
    NotSetUp {
        /// Whose database.
        tenant: TenantKey,
    },
}

/// Connects without asking whose database it is; only migration may do that.
pub(super) async fn connect(
    tenant: &TenantKey,
    placement: &Placement,
) -> Result<TenantPool, OpenError> {
    let (reader, writer) = match placement {
        Placement::Sqlite(_) => {
            let writer = connect_with(sqlite_options(placement, SQLITE_WRITERS_MAX, false)).await;
            (
                connect_with(sqlite_options(placement, SQLITE_READERS_MAX, true)).await,
                writer,
            )
        }
        Placement::Postgres(address) => {
            let pool = connect_with(postgres_options(address)).await;
            (pool.clone(), pool)
        }
    };
    let unreachable = |source| OpenError::Unreachable {
        tenant: tenant.clone(),
        source,
    };
    Ok(TenantPool {
        tenant: tenant.clone(),
        reader: reader.map_err(unreachable)?,
        writer: writer.map_err(unreachable)?,
    })
}

/// One connection beside any pool, for a migration's lock.
pub(super) async fn connect_once(address: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = postgres_options(address);
    options.max_connections(1);
    connect_with(options).await
}

fn sqlite_options(placement: &Placement, connections: u32, query_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("{placement}?mode=rwc"));
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(IDLE_TIMEOUT)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(is_without_transaction(connection)))
        })
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .journal_mode(SqliteJournalMode::Wal)
                // What was confirmed survives the loss of power, not only of the process.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(SQLITE_BUSY_TIMEOUT)
                // What was deleted does not stay readable in the free pages of the file.
                .pragma("secure_delete", "ON")
                .foreign_keys(true);
            if query_only {
                sqlite.pragma("query_only", "ON")
            } else {
                sqlite
            }
        });
    options
}

/// Whether a connection that comes back may be lent again.
///
/// When a full disk makes a commit fail, SQLite undoes the transaction by itself, and the driver
/// goes on counting it as open: the next change would become a savepoint inside nothing, and a
/// later one would be confirmed without ever lasting. Such a connection is closed instead.
async fn is_without_transaction(
    connection: &mut SqliteConnection,
) -> Result<bool, sea_orm::sqlx::Error> {
    // The undoing of a dropped transaction may still be queued before this.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn postgres_options(address: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(address.to_owned());
    options
        .max_connections(POSTGRES_CONNECTIONS_MAX)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(IDLE_TIMEOUT)
        .test_before_acquire_if_idle_for(TEST_IF_IDLE_FOR)
        .statement_timeout(POSTGRES_STATEMENT_TIMEOUT)
        .set_application_name("kreislotse")
        .sqlx_logging(false);
    options
}

#[allow(
    clippy::disallowed_methods,
    reason = "the one place where connections to tenants' databases are made"
)]
async fn connect_with(options: ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    Database::connect(options).await
}
