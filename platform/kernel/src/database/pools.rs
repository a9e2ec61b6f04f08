//! The bounded cache of open pools.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use sea_orm::DatabaseConnection;

use super::{OpenError, Placement, identity, open};
use crate::keys::TenantKey;

/// At most this many tenants have open pools; the one used longest ago is closed first.
pub const POOLS_OPEN_MAX: u64 = 128;
/// A tenant that nobody asked for this long gives its connections back.
const POOL_IDLE: Duration = Duration::from_secs(15 * 60);

/// The open connections of one tenant: many readers, and where the database wants it one writer.
#[derive(Debug)]
pub struct TenantPool {
    pub(super) tenant: TenantKey,
    pub(super) reader: DatabaseConnection,
    pub(super) writer: DatabaseConnection,
}

impl TenantPool {
    /// Opens the pool and compares the database's identity with the tenant asked for.
    pub async fn open(tenant: &TenantKey, placement: &Placement) -> Result<Self, OpenError> {
        let pool = open::connect(tenant, placement).await?;
        identity::verify(&pool).await?;
        Ok(pool)
    }

    /// Whose pool this is.
    pub fn tenant(&self) -> &TenantKey {
        &self.tenant
    }
}

/// Opens pools on demand, one per tenant, and closes those not in use.
#[derive(Debug, Clone)]
pub struct TenantPools {
    open: Cache<TenantKey, Arc<TenantPool>>,
}

impl Default for TenantPools {
    fn default() -> Self {
        Self::with_capacity(POOLS_OPEN_MAX)
    }
}

impl TenantPools {
    /// A cache of at most `pools_max` pools. An evicted pool closes when its last request ends.
    pub fn with_capacity(pools_max: u64) -> Self {
        Self {
            open: Cache::builder()
                .max_capacity(pools_max)
                .time_to_idle(POOL_IDLE)
                .build(),
        }
    }

    /// The tenant's pool, opened and identified if need be. Concurrent callers share one opening;
    /// a failed opening is not remembered.
    pub async fn get(
        &self,
        tenant: &TenantKey,
        placement: &Placement,
    ) -> Result<Arc<TenantPool>, Arc<OpenError>> {
        self.open
            .try_get_with_by_ref(tenant, async {
                tracing::debug!(%tenant, ?placement, "opening the pool");
                TenantPool::open(tenant, placement).await.map(Arc::new)
            })
            .await
    }

    /// Forgets a tenant's pool, so that the next request opens a new one (its placement changed).
    pub async fn forget(&self, tenant: &TenantKey) {
        self.open.invalidate(tenant).await;
    }

    /// How many pools are open.
    pub async fn open_count(&self) -> u64 {
        self.open.run_pending_tasks().await;
        self.open.entry_count()
    }
}
