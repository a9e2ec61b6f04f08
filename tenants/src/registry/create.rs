//! Where a new tenant's database goes.

use std::path::PathBuf;

use kernel::{database::Placement, keys::TenantKey};
use sea_orm::{ConnectionTrait, Database, DbErr, Statement};

/// The place where tenants' databases are made unless the operator names another.
#[derive(Debug, Clone)]
pub enum DatabaseServer {
    /// One file per tenant in this folder.
    Folder(PathBuf),
    /// One database per tenant on the server of this address (of the registry's database).
    Postgres(String),
}

/// A tenant's database could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateDatabaseError {
    /// The server refused.
    #[error("the database of `{tenant}` could not be made")]
    Refused {
        /// Whose database.
        tenant: TenantKey,
        /// What the server said.
        #[source]
        source: DbErr,
    },
    /// The folder could not be made.
    #[error("the folder of the databases could not be made")]
    Folder(#[from] std::io::Error),
    /// The address lacks a database name.
    #[error("the PostgreSQL address names no database")]
    Address,
}

impl DatabaseServer {
    /// Makes an empty database for the tenant if there is none, and says where it lies.
    ///
    /// The name is made of a [`TenantKey`], which holds nothing that would need quoting.
    pub async fn create(&self, tenant: &TenantKey) -> Result<Placement, CreateDatabaseError> {
        match self {
            DatabaseServer::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Ok(Placement::Sqlite(folder.join(format!("{tenant}.db"))))
            }
            DatabaseServer::Postgres(address) => create_on_postgres(address, tenant).await,
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "makes a database; opening it as a tenant's is the kernel's"
)]
async fn create_on_postgres(
    address: &str,
    tenant: &TenantKey,
) -> Result<Placement, CreateDatabaseError> {
    let name = format!("kreislotse_{}", tenant.as_str().replace('-', "_"));
    let refused = |source| CreateDatabaseError::Refused {
        tenant: tenant.clone(),
        source,
    };
    let server = Database::connect(address).await.map_err(refused)?;
    let exists = Statement::from_sql_and_values(
        server.get_database_backend(),
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.clone().into()],
    );
    if server
        .query_one_raw(exists)
        .await
        .map_err(refused)?
        .is_none()
    {
        server
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .map_err(refused)?;
    }
    server.close().await.map_err(refused)?;
    Ok(Placement::Postgres(
        with_database(address, &name).ok_or(CreateDatabaseError::Address)?,
    ))
}

/// The same address with another database.
fn with_database(address: &str, name: &str) -> Option<String> {
    let (address, options) = match address.split_once('?') {
        Some((address, options)) => (address, Some(options)),
        None => (address, None),
    };
    let (scheme, rest) = address.split_once("://")?;
    let (host, _) = rest.rsplit_once('/')?;
    let options = options
        .map(|options| format!("?{options}"))
        .unwrap_or_default();
    Some(format!("{scheme}://{host}/{name}{options}"))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_of_an_address_changes() {
        for (address, expected) in [
            (
                "postgres://k:s@db:5432/registry",
                Some("postgres://k:s@db:5432/x"),
            ),
            (
                "postgres://db/registry?sslmode=require",
                Some("postgres://db/x?sslmode=require"),
            ),
            (
                "postgres:///registry?host=/run/pg",
                Some("postgres:///x?host=/run/pg"),
            ),
            ("postgres://db", None),
        ] {
            assert_eq!(
                with_database(address, "x").as_deref(),
                expected,
                "{address}"
            );
        }
    }
}
