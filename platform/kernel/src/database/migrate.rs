//! Bringing one tenant's database to the present schema.
//!
//! Two processes may try at once (two servers starting, a command beside a server). sea-orm's
//! migrator takes no lock, so this one does: an advisory lock on PostgreSQL, a locked file beside
//! the database on SQLite, both tried with back-off and given up by the system when we die.

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use sea_orm_migration::{MigrationTrait, MigratorTraitSelf};

use super::{OpenError, Placement, TenantPool, identity, open};
use crate::keys::TenantKey;

/// Any fixed number; PostgreSQL's advisory locks are per database.
const MIGRATION_LOCK: i64 = 0x4b72_6569_736c;
/// How often the lock is tried, waiting twice as long each time from [`LOCK_FIRST_WAIT`]: 25 s in all.
const LOCK_TRIES_MAX: u32 = 9;
/// The first wait between two tries.
const LOCK_FIRST_WAIT: Duration = Duration::from_millis(50);

/// The identity of the registry's database; no tenant may be called so.
pub const REGISTRY_IDENTITY: &str = "registry";

fn registry_identity() -> TenantKey {
    REGISTRY_IDENTITY.parse().expect("the constant is a key")
}

/// A capability's migrations, in order.
pub type MigrationSet = fn() -> Vec<Box<dyn MigrationTrait>>;

/// Runs the migrations of all capabilities, in the order given.
#[derive(Debug, Clone)]
pub struct Migrator {
    sets: Vec<MigrationSet>,
}

impl MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.sets.iter().flat_map(|set| set()).collect()
    }
}

/// Why a tenant's database was not migrated. It stays as it was before the failing step.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database cannot be opened or is somebody else's.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another process is migrating this tenant and did not finish in time.
    #[error("another process is migrating `{0}`")]
    Busy(TenantKey),
    /// A step failed.
    #[error("a migration step of `{tenant}` failed")]
    Step {
        /// Whose database.
        tenant: TenantKey,
        /// What the database said.
        #[source]
        source: DbErr,
    },
    /// The lock file could not be made.
    #[error("cannot make the lock file of `{tenant}`")]
    LockFile {
        /// Whose database.
        tenant: TenantKey,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl Migrator {
    /// For a tenant's database: the kernel's tables and then those of the capabilities.
    pub fn for_tenants(capabilities: impl IntoIterator<Item = MigrationSet>) -> Self {
        let kernel: [MigrationSet; 2] = [
            crate::migrations::identity,
            crate::migrations::accounts_and_audit,
        ];
        Self {
            sets: kernel.into_iter().chain(capabilities).collect(),
        }
    }

    /// For the registry's database, which names itself [`REGISTRY_IDENTITY`] so that neither can be
    /// taken for the other.
    pub fn for_registry(tables: MigrationSet) -> Self {
        Self {
            sets: vec![crate::migrations::identity, tables],
        }
    }

    /// Brings the registry's database up to date and opens it.
    pub async fn open_registry(
        &self,
        placement: &Placement,
    ) -> Result<DatabaseConnection, MigrateError> {
        let registry = registry_identity();
        self.migrate(&registry, placement).await?;
        Ok(TenantPool::open(&registry, placement).await?.writer)
    }

    /// How many steps the tenant's database still lacks; changes nothing.
    pub async fn count_pending(
        &self,
        tenant: &TenantKey,
        placement: &Placement,
    ) -> Result<usize, MigrateError> {
        let pool = open::connect(tenant, placement).await?;
        let step = |source| MigrateError::Step {
            tenant: tenant.clone(),
            source,
        };
        Ok(self
            .get_pending_migrations_read_only(&pool.writer)
            .await
            .map_err(step)?
            .len())
    }

    /// Migrates the tenant's database and claims it if nobody has. Returns how many steps ran;
    /// calling it again runs the steps still missing.
    pub async fn migrate(
        &self,
        tenant: &TenantKey,
        placement: &Placement,
    ) -> Result<usize, MigrateError> {
        let _lock = MigrationLock::take(tenant, placement).await?;
        let pool = open::connect(tenant, placement).await?;
        let database = &pool.writer;
        let step = |source| MigrateError::Step {
            tenant: tenant.clone(),
            source,
        };
        match identity::read(database).await.map_err(step)? {
            Some(found) if found != tenant.as_str() => {
                Err(OpenError::ForeignDatabase {
                    tenant: tenant.clone(),
                    found,
                })?;
            }
            _ => {}
        }
        let pending = self
            .get_pending_migrations(database)
            .await
            .map_err(step)?
            .len();
        self.up(database, None).await.map_err(step)?;
        claim(database, tenant).await.map_err(step)?;
        Ok(pending)
    }
}

/// Writes the tenant's key into a database that has none.
async fn claim(database: &DatabaseConnection, tenant: &TenantKey) -> Result<(), DbErr> {
    if identity::read(database).await?.is_none() {
        let backend = database.get_database_backend();
        let sql = match backend {
            sea_orm::DbBackend::Postgres => {
                "INSERT INTO tenant_identity (only_row, tenant_key) VALUES (1, $1)"
            }
            _ => "INSERT INTO tenant_identity (only_row, tenant_key) VALUES (1, ?)",
        };
        database
            .execute_raw(Statement::from_sql_and_values(
                backend,
                sql,
                [tenant.as_str().into()],
            ))
            .await?;
    }
    Ok(())
}

/// Held while a database is migrated; dropping it (or dying) gives it up.
enum MigrationLock {
    File(#[allow(dead_code, reason = "holding the open file is holding the lock")] File),
    Advisory(
        #[allow(dead_code, reason = "holding the connection is holding the lock")]
        DatabaseConnection,
    ),
}

impl MigrationLock {
    async fn take(tenant: &TenantKey, placement: &Placement) -> Result<Self, MigrateError> {
        let lock = match placement {
            Placement::Sqlite(file) => {
                let path = lock_path(file);
                let open_lock = || File::create(&path);
                let source = |source| MigrateError::LockFile {
                    tenant: tenant.clone(),
                    source,
                };
                Self::File(open_lock().map_err(source)?)
            }
            Placement::Postgres(address) => {
                Self::Advisory(open::connect_once(address).await.map_err(|source| {
                    OpenError::Unreachable {
                        tenant: tenant.clone(),
                        source,
                    }
                })?)
            }
        };
        let mut wait = LOCK_FIRST_WAIT;
        for _ in 0..LOCK_TRIES_MAX {
            if lock.try_once(tenant).await? {
                return Ok(lock);
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        Err(MigrateError::Busy(tenant.clone()))
    }

    async fn try_once(&self, tenant: &TenantKey) -> Result<bool, MigrateError> {
        match self {
            Self::File(file) => match file.try_lock() {
                Ok(()) => Ok(true),
                Err(std::fs::TryLockError::WouldBlock) => Ok(false),
                Err(std::fs::TryLockError::Error(source)) => Err(MigrateError::LockFile {
                    tenant: tenant.clone(),
                    source,
                }),
            },
            Self::Advisory(connection) => {
                let sql = format!("SELECT pg_try_advisory_lock({MIGRATION_LOCK}) AS locked");
                let statement = Statement::from_string(sea_orm::DbBackend::Postgres, sql);
                let step = |source| MigrateError::Step {
                    tenant: tenant.clone(),
                    source,
                };
                let row = connection.query_one_raw(statement).await.map_err(step)?;
                let locked = row
                    .map(|row| row.try_get("", "locked"))
                    .transpose()
                    .map_err(step)?;
                Ok(locked.unwrap_or(false))
            }
        }
    }
}

fn lock_path(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".migrating");
    path.into()
}
