//! The platform in the test's own process.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{
    access::AccessModel,
    accounts::{AccountPolicy, DemoAccounts, hash_password},
    actor::Actor,
    clock::Clock,
    database::{MigrationSet, Migrator, POOLS_OPEN_MAX, Placement, TenantPools},
    locale::Locale,
    testing::{Store, TEST_NOW},
};
use tempfile::TempDir;
use tenants::{
    County, CountyContext,
    check::read_folder,
    registry::{InstallationKind, Registry, TenantDirectory, fleet},
};
use tokio::{net::TcpListener, task::JoinHandle};
use web::{WebSettings, WebState};

use crate::{Client, Credential, client::http_client, crew::PASSWORD};

/// What a platform for a test is to be.
#[derive(Debug, Clone, Copy)]
pub struct PlatformPlan {
    /// Where the databases lie.
    pub store: Store,
    /// Keys of folders in `tenants/counties`.
    pub counties: &'static [&'static str],
    /// How many tenants' pools may be open.
    pub pools_max: u64,
}

impl PlatformPlan {
    /// These counties on this kind of database.
    pub fn new(store: Store, counties: &'static [&'static str]) -> Self {
        Self {
            store,
            counties,
            pools_max: POOLS_OPEN_MAX,
        }
    }
}

/// A served platform; dropping it ends the server.
pub struct TestPlatform {
    /// The clock of all tenants; it stands still.
    pub clock: Clock,
    /// The tenants.
    pub directory: Arc<TenantDirectory>,
    /// The open pools of the tenants.
    pub pools: TenantPools,
    /// What each role may do.
    pub access: Arc<AccessModel>,
    /// The hash of [`PASSWORD`], made once: argon2 is slow on purpose.
    pub(crate) password_hash: String,
    http: reqwest::Client,
    address: SocketAddr,
    server: JoinHandle<()>,
    _folders: Vec<TempDir>,
}

impl Drop for TestPlatform {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl TestPlatform {
    /// Brings the counties in, migrates them and serves them on a free port.
    pub async fn start(plan: PlatformPlan) -> Self {
        let clock = Clock::fixed(TEST_NOW.parse().expect("an instant"));
        let (registry, folders) = registry_with_counties(plan, &clock).await;
        let pools = TenantPools::with_capacity(plan.pools_max);
        let directory = TenantDirectory::load(registry, pools.clone()).await;
        let directory = Arc::new(directory.expect("the registry can be read"));
        let access = AccessModel::load().await;
        let access = Arc::new(access.expect("the built-in matrix is valid"));
        let settings = WebSettings {
            expose_statement_count: true,
            ..WebSettings::default()
        };
        let policy = AccountPolicy {
            access: access.clone(),
            demo_accounts: DemoAccounts::Refused,
        };
        let schema = graphql_schema::county_schema();
        let state = WebState::new(
            directory.clone(),
            schema,
            policy,
            clock.clone(),
            rules::testing::engine(casework::rule_applications()),
            settings,
        );
        let (address, server) = serve(state).await;
        Self {
            clock,
            directory,
            pools,
            access,
            password_hash: hash_password(PASSWORD).await,
            http: http_client(),
            address,
            server,
            _folders: folders,
        }
    }

    /// Somebody who asks this county, showing this.
    pub fn client(&self, tenant: &str, credential: Credential) -> Client {
        let base = format!("http://{}", self.address);
        Client::new(self.http.clone(), base, tenant, credential)
    }

    /// A request to this county that comes from nobody, in process.
    pub async fn context(&self, tenant: &str) -> CountyContext {
        let tenant = self.directory.find(tenant).expect("a county of the plan");
        tenant
            .context(Actor::Anonymous, self.clock.clone(), Locale::De)
            .await
            .expect("the county is served")
    }
}

async fn registry_with_counties(plan: PlatformPlan, clock: &Clock) -> (Registry, Vec<TempDir>) {
    let (placement, folder) = plan.store.empty_database().await;
    let mut folders: Vec<TempDir> = folder.into_iter().collect();
    let registry = Registry::open(&placement, InstallationKind::Production, clock.clone()).await;
    let registry = registry.expect("the registry opens");
    for county in plan.counties {
        let (placement, folder) = plan.store.empty_database().await;
        folders.extend(folder);
        add_county(&registry, county, &placement).await;
    }
    let migrator = Migrator::for_tenants([rules::migrations as MigrationSet, casework::migrations]);
    let outcomes = fleet::migrate_all(&registry, &migrator, |_, _| {}).await;
    for outcome in outcomes.expect("the registry can be read") {
        outcome.result.expect("a new database can be migrated");
    }
    (registry, folders)
}

async fn add_county(registry: &Registry, county: &str, placement: &Placement) {
    let files: BTreeMap<String, String> =
        read_folder(&county_folder(county)).expect("the county's folder is readable");
    let loaded = County::from_files(&files).expect("the county is valid");
    let added = registry.add_tenant(&loaded, files, placement).await;
    added.expect("the county is new");
}

async fn serve(state: WebState) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    let server = tokio::spawn(async move {
        axum::serve(listener, web::router(state))
            .await
            .expect("serving does not end by itself");
    });
    (address, server)
}

/// The repository's root.
pub fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the tests lie in the repository").to_path_buf()
}

/// The folder of a county that the repository brings along.
pub fn county_folder(county: &str) -> PathBuf {
    repository().join("tenants/counties").join(county)
}
