//! `kreislotse tenant list | migrate | suspend | resume`

use std::process::ExitCode;

use kernel::keys::TenantKey;
use tenants::registry::{RegistryError, TenantState, fleet};

use crate::{arguments::StoreArguments, installation::Installation};

/// One line for each tenant.
pub(crate) async fn list(store: &StoreArguments) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    let numbers = installation.registry.latest_numbers().await?;
    for record in installation.registry.list_tenants().await? {
        let version = numbers
            .get(record.key.as_str())
            .copied()
            .unwrap_or_default();
        let error = record
            .migration_error
            .map(|error| format!("  migration failed: {error}"))
            .unwrap_or_default();
        println!(
            "{}  {:?}  configuration {version}  {:?}{error}",
            record.key, record.state, record.placement
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Migrates all; fails if one failed, after trying the others.
pub(crate) async fn migrate(store: &StoreArguments) -> anyhow::Result<ExitCode> {
    let all_done = Installation::open(store).await?.migrate_all().await?;
    Ok(if all_done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Stops serving a tenant within a second on every server.
pub(crate) async fn suspend(store: &StoreArguments, key: &TenantKey) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    installation
        .registry
        .set_state(key, TenantState::Suspended, None)
        .await?;
    println!("{key} is suspended");
    Ok(ExitCode::SUCCESS)
}

/// Serves a tenant again, after bringing its database up to date.
pub(crate) async fn resume(store: &StoreArguments, key: &TenantKey) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    let record = installation.registry.find_tenant(key).await?;
    let record = record.ok_or_else(|| RegistryError::Unknown(key.clone()))?;
    fleet::migrate_one(&installation.registry, &installation.migrator, record)
        .await?
        .result?;
    println!("{key} is served");
    Ok(ExitCode::SUCCESS)
}
