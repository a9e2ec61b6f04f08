//! The one-row table that says whose database this is.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::{OpenError, TenantPool};

/// Reads the identity; a database of another tenant, or of none, is refused.
pub(super) async fn verify(pool: &TenantPool) -> Result<(), OpenError> {
    let tenant = pool.tenant.clone();
    match read(&pool.reader).await {
        Ok(Some(found)) if found == tenant.as_str() => Ok(()),
        Ok(Some(found)) => Err(OpenError::ForeignDatabase { tenant, found }),
        Ok(None) => Err(OpenError::NotSetUp { tenant }),
        Err(source) => Err(OpenError::Unreachable { tenant, source }),
    }
}

/// Whose database this is; `None` when nobody has claimed it.
pub(super) async fn read(connection: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    if !table_exists(connection).await? {
        return Ok(None);
    }
    let backend = connection.get_database_backend();
    let row = connection
        .query_one_raw(Statement::from_string(
            backend,
            "SELECT tenant_key FROM tenant_identity",
        ))
        .await?;
    row.map(|row| row.try_get("", "tenant_key")).transpose()
}

async fn table_exists(connection: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        sea_orm::DbBackend::Postgres => "SELECT 1 WHERE to_regclass('tenant_identity') IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'tenant_identity'",
    };
    Ok(connection
        .query_one_raw(Statement::from_string(backend, sql))
        .await?
        .is_some())
}
