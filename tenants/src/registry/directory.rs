//! What one server holds of the registry in memory.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
    time::Duration,
};

use kernel::{
    actor::Actor,
    clock::Clock,
    context::TenantContext,
    database::{OpenError, Placement, TenantPools},
    events::TenantEvents,
    keys::TenantKey,
    locale::Locale,
};

use super::{ConfigurationVersion, Registry, RegistryError, TenantRecord, TenantState};
use crate::{County, CountyContext, check::CheckReport};

/// How often a server looks for new tenants, versions and states. Two small statements.
pub const REFRESH_INTERVAL: Duration = Duration::from_secs(1);
/// What a client is told to wait when a tenant is away for a moment.
pub const RETRY_AFTER_SECONDS: u32 = 5;

/// A tenant that is being served.
#[derive(Debug)]
pub struct Tenant {
    record: TenantRecord,
    county: Arc<County>,
    version: ConfigurationVersion,
    rejected_version: Option<RejectedVersion>,
    events: TenantEvents,
    pools: TenantPools,
}

/// A stored configuration version that this server cannot use; the county runs on an older one.
#[derive(Debug, Clone)]
pub struct RejectedVersion {
    /// Its number.
    pub number: i32,
    /// What is wrong with it.
    pub report: Arc<CheckReport>,
}

/// Why a request for a tenant cannot be served.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TenantAbsence {
    /// There is no such tenant.
    #[error("no such tenant")]
    Unknown,
    /// The operator has suspended it.
    #[error("the tenant is suspended")]
    Suspended,
    /// Its database is being migrated, or its last migration failed.
    #[error("the tenant is being migrated")]
    Migrating,
    /// Its database cannot be opened just now.
    #[error("the tenant's database is unavailable")]
    Unavailable(#[source] Arc<OpenError>),
}

impl Tenant {
    /// Its key.
    pub fn key(&self) -> &TenantKey {
        &self.record.key
    }

    /// The configuration in force.
    pub fn county(&self) -> &Arc<County> {
        &self.county
    }

    /// The stored version of that configuration.
    pub fn version(&self) -> &ConfigurationVersion {
        &self.version
    }

    /// A newer version that could not be taken, if there is one.
    pub fn rejected_version(&self) -> Option<&RejectedVersion> {
        self.rejected_version.as_ref()
    }

    /// A context for one request. Opens the tenant's pool if it is not open.
    pub async fn context(
        &self,
        actor: Actor,
        clock: Clock,
        locale: Locale,
    ) -> Result<CountyContext, TenantAbsence> {
        match self.record.state {
            TenantState::Active => {}
            TenantState::Suspended => return Err(TenantAbsence::Suspended),
            TenantState::Migrating => return Err(TenantAbsence::Migrating),
        }
        let pool = self.pools.get(self.key(), &self.record.placement).await;
        let pool = pool.map_err(TenantAbsence::Unavailable)?;
        let context = TenantContext::new(pool, actor, clock, locale, self.events.clone());
        Ok(CountyContext::new(context, self.county.clone()))
    }
}

/// All tenants of this server, kept up to date with the registry.
#[derive(Debug)]
pub struct TenantDirectory {
    registry: Registry,
    pools: TenantPools,
    tenants: RwLock<BTreeMap<TenantKey, Arc<Tenant>>>,
}

impl TenantDirectory {
    /// Reads the registry.
    pub async fn load(registry: Registry, pools: TenantPools) -> Result<Self, RegistryError> {
        let directory = Self {
            registry,
            pools,
            tenants: RwLock::default(),
        };
        directory.refresh().await?;
        Ok(directory)
    }

    /// The tenant of this key, whatever its state. A text that is no key names no tenant.
    pub fn find(&self, key: &str) -> Result<Arc<Tenant>, TenantAbsence> {
        let key: TenantKey = key.parse().map_err(|_| TenantAbsence::Unknown)?;
        self.read().get(&key).cloned().ok_or(TenantAbsence::Unknown)
    }

    /// All tenants, by key.
    pub fn list(&self) -> Vec<Arc<Tenant>> {
        self.read().values().cloned().collect()
    }

    /// Takes in what changed in the registry: new tenants, states, placements and versions. A
    /// version that does not load is kept aside and reported; the county keeps the one it has.
    pub async fn refresh(&self) -> Result<(), RegistryError> {
        let records = self.registry.list_tenants().await?;
        let numbers = self.registry.latest_numbers().await?;
        let mut tenants = BTreeMap::new();
        for record in records {
            let known = self.read().get(&record.key).cloned();
            let latest = numbers
                .get(record.key.as_str())
                .copied()
                .unwrap_or_default();
            if let Some(tenant) = self.renew(record, latest, known).await? {
                tenants.insert(tenant.key().clone(), tenant);
            }
        }
        *self.tenants.write().expect("no holder of the lock panics") = tenants;
        Ok(())
    }

    async fn renew(
        &self,
        record: TenantRecord,
        latest: i32,
        known: Option<Arc<Tenant>>,
    ) -> Result<Option<Arc<Tenant>>, RegistryError> {
        if let Some(known) = &known {
            if known.record == record && seen_number(known) == latest {
                return Ok(Some(known.clone()));
            }
            if known.record.placement != record.placement {
                self.pools.forget(&record.key).await;
            }
        }
        let from = known.as_ref().map_or(0, |known| known.version.number);
        let versions = self.registry.list_versions(&record.key, from).await?;
        let events = known
            .as_ref()
            .map(|known| known.events.clone())
            .unwrap_or_default();
        Ok(newest_that_loads(versions, known.as_deref()).map(|(county, version, rejected_version)| {
            if let Some(rejected) = &rejected_version {
                tracing::error!(tenant = %record.key, version = rejected.number, "a configuration version does not load; the one before stays in force");
            }
            Arc::new(Tenant { record, county, version, rejected_version, events, pools: self.pools.clone() })
        }))
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, BTreeMap<TenantKey, Arc<Tenant>>> {
        self.tenants.read().expect("no holder of the lock panics")
    }

    /// Where a tenant's database lies, for the operator's commands.
    pub fn placement(&self, key: &TenantKey) -> Option<Placement> {
        self.read()
            .get(key)
            .map(|tenant| tenant.record.placement.clone())
    }

    /// The stored registry behind this directory.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }
}

fn seen_number(tenant: &Tenant) -> i32 {
    tenant
        .rejected_version
        .as_ref()
        .map_or(tenant.version.number, |rejected| rejected.number)
}

type LoadedVersion = (Arc<County>, ConfigurationVersion, Option<RejectedVersion>);

/// The newest version that can be used, and the newest that cannot if it is newer still.
fn newest_that_loads(
    versions: Vec<ConfigurationVersion>,
    known: Option<&Tenant>,
) -> Option<LoadedVersion> {
    let mut rejected = None;
    for version in versions {
        if let Some(known) = known.filter(|known| known.version.number == version.number) {
            return Some((known.county.clone(), known.version.clone(), rejected));
        }
        match County::from_files(&version.files) {
            Ok(county) => return Some((Arc::new(county), version, rejected)),
            Err(report) => {
                rejected.get_or_insert(RejectedVersion {
                    number: version.number,
                    report: Arc::new(report),
                });
            }
        }
    }
    None
}
