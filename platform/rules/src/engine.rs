//! What runs the rules of all counties, and what of it belongs to one county.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Instant,
};

use chrono::{DateTime, Utc};
use kernel::{errors::Failure, keys::TenantKey};
use moka::future::Cache;
use plugins_host::{
    Breaker, CacheKey, Compiler, Digest, Opened, Plugin, Sandbox, points::ExtensionPoint,
};
use sea_orm::EntityTrait;
use tenants::CountyContext;
use tokio::sync::{OnceCell, Semaphore};

use crate::{
    Application,
    model::limits::{PLUGINS_HELD_MAX, TENANT_CALLS_MAX},
    tables::components,
};

/// Where compiled rules are kept and what compiles them.
#[derive(Debug, Clone)]
pub struct EngineSettings {
    /// The folder; it is made when it is needed.
    pub folder: PathBuf,
    /// The compiling process.
    pub compiler: Compiler,
}

/// Runs rules for every county of this server. Cheap to clone. A county's part comes from [`RuleEngine::of`].
#[derive(Debug, Clone)]
pub struct RuleEngine {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: EngineSettings,
    /// Made when the first rule is asked: most commands ask none.
    sandbox: OnceCell<Sandbox>,
    applications: Vec<Arc<dyn Application>>,
    /// Code by its digest; it holds nothing of any county.
    plugins: Cache<String, Arc<Plugin>>,
    tenants: Mutex<HashMap<TenantKey, Arc<TenantState>>>,
}

/// What this server remembers of one county's rules.
#[derive(Debug)]
pub(crate) struct TenantState {
    pub(crate) calls: Arc<Semaphore>,
    pub(crate) breakers: Mutex<HashMap<Digest, Breaker>>,
    /// An instant of the machine and of the county's clock: breakers count in the one, tests set the other.
    origin: OnceLock<(Instant, DateTime<Utc>)>,
    /// When upkeep has to look at this county again; none for at once.
    next_look: Mutex<Option<DateTime<Utc>>>,
}

impl TenantState {
    /// The instant that is now by the county's clock.
    pub(crate) fn instant_at(&self, now: DateTime<Utc>) -> Instant {
        let (instant, at) = self.origin.get_or_init(|| (Instant::now(), now));
        *instant + (now - at).to_std().unwrap_or_default()
    }

    /// Lets upkeep look at this county then at the latest: there will be something to do.
    pub(crate) fn look_by(&self, at: DateTime<Utc>) {
        let mut next = self.lock_next_look();
        *next = next.map(|next| next.min(at));
    }

    /// Upkeep has looked: it looks again then, unless something calls for it earlier; none for at once.
    pub(crate) fn look_next(&self, at: Option<DateTime<Utc>>) {
        *self.lock_next_look() = at;
    }

    fn lock_next_look(&self) -> MutexGuard<'_, Option<DateTime<Utc>>> {
        self.next_look
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl RuleEngine {
    /// An engine that asks rules where these applications say.
    pub fn new(settings: EngineSettings, applications: Vec<Arc<dyn Application>>) -> Self {
        Self {
            inner: Arc::new(Inner {
                settings,
                sandbox: OnceCell::new(),
                applications,
                plugins: Cache::new(PLUGINS_HELD_MAX),
                tenants: Mutex::default(),
            }),
        }
    }

    /// One county's part, with the number of its configuration in force.
    pub fn of(&self, tenant: &TenantKey, configuration: i32) -> TenantRules {
        let mut tenants = self.lock_tenants();
        let state = tenants.entry(tenant.clone()).or_insert_with(|| {
            Arc::new(TenantState {
                calls: Arc::new(Semaphore::new(TENANT_CALLS_MAX)),
                breakers: Mutex::default(),
                origin: OnceLock::new(),
                next_look: Mutex::default(),
            })
        });
        TenantRules {
            engine: self.clone(),
            state: state.clone(),
            configuration,
        }
    }

    /// Whether [`maintain_rules`](crate::maintain_rules) may find something to do in a county. Asks no database, so
    /// that a server with many counties opens only those that need it.
    pub fn needs_upkeep(&self, tenant: &TenantKey, now: DateTime<Utc>) -> bool {
        let state = self.lock_tenants().get(tenant).cloned();
        let next = state.and_then(|state| *state.lock_next_look());
        next.is_none_or(|next| next <= now)
    }

    fn lock_tenants(&self) -> MutexGuard<'_, HashMap<TenantKey, Arc<TenantState>>> {
        let tenants = &self.inner.tenants;
        tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn sandbox(&self) -> Result<&Sandbox, Failure> {
        let make = || async {
            let EngineSettings { folder, compiler } = &self.inner.settings;
            std::fs::create_dir_all(folder).map_err(broken)?;
            let key = CacheKey::load_or_make(&folder.join("key")).map_err(broken)?;
            Sandbox::new(&folder.join("code"), key, compiler.clone()).map_err(broken)
        };
        self.inner.sandbox.get_or_try_init(make).await
    }
}

/// One county's rules on this server, for one request.
#[derive(Debug, Clone)]
pub struct TenantRules {
    engine: RuleEngine,
    pub(crate) state: Arc<TenantState>,
    pub(crate) configuration: i32,
}

impl TenantRules {
    /// Where the platform asks rules of this extension point; none if it has no data for them yet.
    pub fn application(&self, point: ExtensionPoint) -> Option<&Arc<dyn Application>> {
        let mut applications = self.engine.inner.applications.iter();
        applications.find(|application| application.point() == point)
    }

    /// Lets no call of this county begin while it is held.
    #[cfg(feature = "testing")]
    pub async fn hold_calls(&self) -> tokio::sync::OwnedSemaphorePermit {
        let all = u32::try_from(TENANT_CALLS_MAX).expect("is small");
        let calls = self.state.calls.clone();
        calls
            .acquire_many_owned(all)
            .await
            .expect("is never closed")
    }

    pub(crate) async fn sandbox(&self) -> Result<&Sandbox, Failure> {
        self.engine.sandbox().await
    }

    /// Takes a component in, or says why not.
    pub(crate) async fn open(&self, source: &[u8]) -> Result<Opened, Failure> {
        let opened = self.sandbox().await?.open(source).await;
        if let Ok(Ok(plugin)) = &opened {
            let key = plugin.digest().to_string();
            self.engine.inner.plugins.insert(key, plugin.clone()).await;
        }
        Ok(opened)
    }

    /// A component of the county, ready to be asked.
    ///
    /// # Errors
    /// It cannot be read, or what was accepted once is refused now: a fault of the installation.
    pub(crate) async fn plugin(
        &self,
        context: &CountyContext,
        digest: &str,
    ) -> Result<Arc<Plugin>, Failure> {
        if let Some(plugin) = self.engine.inner.plugins.get(digest).await {
            return Ok(plugin);
        }
        let row = components::Entity::find_by_id(digest)
            .one(context.database())
            .await?;
        let row = row.ok_or(Failure::NotFound)?;
        let opened = self.open(&row.source).await?;
        opened.map_err(broken)?.map_err(broken)
    }
}

/// Something of ours that does not work.
pub(crate) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::Broken(Arc::new(error))
}
