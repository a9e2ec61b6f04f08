//! Tenants on real databases, for the tests of every crate (feature `testing`).

use std::{env, sync::Arc};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    access::{AccessModel, Grant, Role, Scope},
    accounts::{AccountPolicy, DemoAccounts, NewAccount, create_account, hash_password},
    actor::{AccountActor, Actor, Credential},
    clock::Clock,
    context::TenantContext,
    database::{MigrationSet, Migrator, Placement, TenantPool},
    events::TenantEvents,
    keys::TenantKey,
    locale::Locale,
};

/// The variable that names a PostgreSQL server where databases may be made; `make test` sets it.
pub const POSTGRES_VARIABLE: &str = "KREISLOTSE_TEST_POSTGRES";
/// The instant at which test clocks stand: noon on Wednesday, 15 July 2026, in Germany.
pub const TEST_NOW: &str = "2026-07-15T10:00:00Z";

/// A kind of database that everything must work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server of [`POSTGRES_VARIABLE`].
    Postgres,
}

impl Store {
    /// Both.
    pub const ALL: [Store; 2] = [Store::Sqlite, Store::Postgres];

    /// An empty database, and the folder that it lives in if it is a file.
    pub async fn empty_database(self) -> (Placement, Option<TempDir>) {
        match self {
            Store::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                (
                    Placement::Sqlite(folder.path().join("tenant.db")),
                    Some(folder),
                )
            }
            Store::Postgres => (Placement::Postgres(new_postgres_database().await), None),
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "makes the databases that tenants of tests get"
)]
async fn new_postgres_database() -> String {
    let server = env::var(POSTGRES_VARIABLE).unwrap_or_else(|_| {
        panic!("{POSTGRES_VARIABLE} names no PostgreSQL server; `make test` starts one")
    });
    let name = format!("test_{}", Uuid::now_v7().simple());
    let admin = Database::connect(&server)
        .await
        .expect("the test server answers");
    let made = admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await;
    made.expect("databases may be made on the test server");
    admin.close().await.expect("closes");
    let (address, options) = server
        .split_once('?')
        .map_or((server.as_str(), None), |(a, o)| (a, Some(o)));
    let (host, _) = address
        .rsplit_once('/')
        .expect("the address names a database");
    match options {
        Some(options) => format!("{host}/{name}?{options}"),
        None => format!("{host}/{name}"),
    }
}

/// One migrated tenant on one store.
pub struct TestTenant {
    /// Its key.
    pub key: TenantKey,
    /// Where its database lies.
    pub placement: Placement,
    /// Its clock, standing at [`TEST_NOW`].
    pub clock: Clock,
    /// Its announcements.
    pub events: TenantEvents,
    /// What decides about accounts.
    pub policy: AccountPolicy,
    pool: Arc<TenantPool>,
    _folder: Option<TempDir>,
}

impl TestTenant {
    /// A new tenant with the tables of the capabilities given.
    pub async fn create(store: Store, key: &str, capabilities: &[MigrationSet]) -> Self {
        let key: TenantKey = key.parse().expect("a tenant key");
        let (placement, folder) = store.empty_database().await;
        let migrator = Migrator::for_tenants(capabilities.iter().copied());
        migrator.migrate(&key, &placement).await.expect("migrates");
        let pool = TenantPool::open(&key, &placement).await.expect("opens");
        let access = Arc::new(
            AccessModel::load()
                .await
                .expect("the built-in matrix is valid"),
        );
        Self {
            key,
            placement,
            clock: Clock::fixed(TEST_NOW.parse().expect("an instant")),
            events: TenantEvents::default(),
            policy: AccountPolicy {
                access,
                demo_accounts: DemoAccounts::Refused,
            },
            pool: Arc::new(pool),
            _folder: folder,
        }
    }

    /// A request by this actor.
    pub fn context(&self, actor: Actor) -> TenantContext {
        TenantContext::new(
            self.pool.clone(),
            actor,
            self.clock.clone(),
            Locale::De,
            self.events.clone(),
        )
    }

    /// A request by nobody.
    pub fn anonymous(&self) -> TenantContext {
        self.context(Actor::Anonymous)
    }

    /// Makes an account with one grant and begins a request by it.
    pub async fn signed_in(&self, role: Role, scope: Scope) -> TenantContext {
        let grants = vec![Grant { role, scope }];
        let new = NewAccount {
            login: format!("{}-{}", role.key(), Uuid::now_v7()),
            display_name: format!("Test {}", role.key()),
            password_hash: hash_password("not used in this test").await,
            demo: false,
            grants: grants.clone(),
        };
        let name = new.display_name.clone();
        let id = create_account(&self.anonymous(), new)
            .await
            .expect("the account is made");
        let actor = AccountActor::new(
            id,
            name,
            false,
            Credential::Command,
            grants,
            &self.policy.access,
        );
        self.context(Actor::Account(actor))
    }
}
