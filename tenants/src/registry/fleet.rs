//! Bringing all tenants' databases up to date: canaries one by one, then the others in waves.
//!
//! One failing tenant never stops the others. Only when two tenants (`CANARIES`) fail one after the
//! other on a migration step, and none has succeeded, is the step itself at fault and the rest is
//! left as it is. Calling again takes up those still missing.

use futures_util::{StreamExt, stream};
use kernel::{
    database::{MigrateError, Migrator},
    keys::TenantKey,
};

use super::{Registry, RegistryError, TenantRecord, TenantState};

/// Tenants migrated at the same time; each takes two connections.
const WAVE_SIZE: usize = 4;
/// So many failures of a step before any success mean that the step is broken, not a tenant.
const CANARIES: usize = 2;

/// How one tenant fared.
#[derive(Debug)]
pub struct FleetOutcome {
    /// Whose database.
    pub tenant: TenantKey,
    /// How many steps ran, or why it failed.
    pub result: Result<usize, MigrateError>,
}

/// Migrates every tenant that is not suspended. `progress` hears of each as it is done.
pub async fn migrate_all(
    registry: &Registry,
    migrator: &Migrator,
    mut progress: impl FnMut(&FleetOutcome, usize),
) -> Result<Vec<FleetOutcome>, RegistryError> {
    let mut records = registry.list_tenants().await?;
    records.retain(|record| record.state != TenantState::Suspended);
    let total = records.len();
    let mut outcomes = Vec::with_capacity(total);
    let mut waiting = records.into_iter();
    let mut failed_steps = 0;
    for canary in waiting.by_ref() {
        let outcome = migrate_one(registry, migrator, canary).await?;
        progress(&outcome, total);
        let succeeded = outcome.result.is_ok();
        failed_steps += usize::from(matches!(outcome.result, Err(MigrateError::Step { .. })));
        outcomes.push(outcome);
        if succeeded {
            break;
        }
        if failed_steps == CANARIES {
            return Ok(outcomes);
        }
    }
    let mut wave = stream::iter(waiting.map(|record| migrate_one(registry, migrator, record)))
        .buffer_unordered(WAVE_SIZE);
    while let Some(outcome) = wave.next().await {
        let outcome = outcome?;
        progress(&outcome, total);
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// Migrates one tenant and writes down how it went. While steps run, the tenant answers
/// "unavailable" on every server; afterwards it is served, or its error is kept.
pub async fn migrate_one(
    registry: &Registry,
    migrator: &Migrator,
    record: TenantRecord,
) -> Result<FleetOutcome, RegistryError> {
    let TenantRecord {
        key,
        placement,
        state,
        migration_error,
    } = record;
    let pending = match migrator.count_pending(&key, &placement).await {
        Ok(0) if state == TenantState::Active && migration_error.is_none() => {
            return Ok(FleetOutcome {
                tenant: key,
                result: Ok(0),
            });
        }
        pending => pending,
    };
    registry
        .set_state(&key, TenantState::Migrating, None)
        .await?;
    let result = match pending {
        Ok(_) => migrator.migrate(&key, &placement).await,
        Err(error) => Err(error),
    };
    match &result {
        Ok(_) => registry.set_state(&key, TenantState::Active, None).await?,
        Err(error) => {
            registry
                .set_state(&key, TenantState::Migrating, Some(error.to_string()))
                .await?
        }
    }
    Ok(FleetOutcome {
        tenant: key,
        result,
    })
}
