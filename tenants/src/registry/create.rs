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
    /// PostgreSQL would cut the name, and two tenants could get the same.
    #[error(
        "the database name `{0}` is longer than {DATABASE_NAME_BYTES_MAX} bytes: name one with --database"
    )]
    NameTooLong(String),
}

/// PostgreSQL cuts identifiers at this length.
const DATABASE_NAME_BYTES_MAX: usize = 63;

impl DatabaseServer {
    /// Makes an empty database for the tenant if there is none, and says where it lies.
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
    let name = database_name(address, tenant)?;
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
            .execute_unprepared(&format!("CREATE DATABASE \"{name}\""))
            .await
            .map_err(refused)?;
    }
    server.close().await.map_err(refused)?;
    Ok(Placement::Postgres(
        with_database(address, &name).ok_or(CreateDatabaseError::Address)?,
    ))
}

/// The registry's database and the tenant: two installations on one server, such as a demo beside
/// real work, share no database. Holds letters, digits and `_` only.
fn database_name(address: &str, tenant: &TenantKey) -> Result<String, CreateDatabaseError> {
    let (address, _) = address.split_once('?').unwrap_or((address, ""));
    let path = address
        .split_once("://")
        .and_then(|(_, rest)| rest.rsplit_once('/'));
    let registry = path
        .map(|(_, registry)| registry)
        .filter(|registry| !registry.is_empty())
        .ok_or(CreateDatabaseError::Address)?;
    let plain = |sign: char| {
        if sign.is_ascii_alphanumeric() {
            sign.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    let name: String = format!("{registry}_{tenant}").chars().map(plain).collect();
    if name.len() > DATABASE_NAME_BYTES_MAX {
        return Err(CreateDatabaseError::NameTooLong(name));
    }
    Ok(name)
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
    use super::{CreateDatabaseError, database_name, with_database};

    #[test]
    fn installations_on_one_server_share_no_database() {
        let tenant = "rhein-kreis-neuss".parse().expect("a key");
        for (address, expected) in [
            ("postgres://db/kreislotse", "kreislotse_rhein_kreis_neuss"),
            (
                "postgres://k:s@db:5432/Demo-1?sslmode=require",
                "demo_1_rhein_kreis_neuss",
            ),
        ] {
            assert_eq!(
                database_name(address, &tenant).expect("a name"),
                expected,
                "{address}"
            );
        }
        let long = format!("postgres://db/{}", "a".repeat(60));
        for (address, too_long) in [
            (long.as_str(), true),
            ("postgres://db", false),
            ("postgres://db/", false),
        ] {
            let refused = database_name(address, &tenant).expect_err("refused");
            assert_eq!(
                matches!(refused, CreateDatabaseError::NameTooLong(_)),
                too_long,
                "{address}: {refused}"
            );
        }
    }

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
