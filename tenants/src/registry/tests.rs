//! The registry on real databases: everything here runs on SQLite and on PostgreSQL.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use kernel::{
    actor::Actor,
    clock::Clock,
    database::{MigrationSet, Migrator, Placement, TenantPools},
    keys::TenantKey,
    locale::Locale,
    testing::Store,
};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};
use tempfile::TempDir;

use super::{
    InstallationKind, Registry, RegistryError, TenantAbsence, TenantDirectory, TenantState, fleet,
};
use crate::{County, check::read_folder};

fn files(county: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("counties")
        .join(county);
    read_folder(&folder).expect("the county's folder is readable")
}

/// A registry and where its tenants' databases lie.
struct Installation {
    registry: Registry,
    placement: Placement,
    store: Store,
    folders: Vec<TempDir>,
}

impl Installation {
    async fn create(store: Store) -> Self {
        let (placement, folder) = store.empty_database().await;
        let registry = Registry::open(&placement, InstallationKind::Production, Clock::System)
            .await
            .expect("opens");
        Self {
            registry,
            placement,
            store,
            folders: folder.into_iter().collect(),
        }
    }

    /// Adds a county whose database is empty.
    async fn add(&mut self, county: &str) -> Placement {
        let (placement, folder) = self.store.empty_database().await;
        self.folders.extend(folder);
        self.add_at(county, &placement).await;
        placement
    }

    async fn add_at(&self, county: &str, placement: &Placement) {
        let files = files(county);
        let loaded = County::from_files(&files).expect("the county is valid");
        self.registry
            .add_tenant(&loaded, files, placement)
            .await
            .expect("added");
    }

    async fn migrate_all(&self, migrator: &Migrator) -> Vec<(String, Option<usize>)> {
        let mut heard = 0;
        let outcomes = fleet::migrate_all(&self.registry, migrator, |_, _| heard += 1)
            .await
            .expect("runs");
        assert_eq!(heard, outcomes.len(), "progress hears of each");
        let mut results: Vec<_> = outcomes
            .into_iter()
            .map(|outcome| (outcome.tenant.to_string(), outcome.result.ok()))
            .collect();
        results.sort();
        results
    }

    async fn directory(&self) -> TenantDirectory {
        TenantDirectory::load(self.registry.clone(), TenantPools::default())
            .await
            .expect("loads")
    }
}

async fn is_served(directory: &TenantDirectory, key: &str) -> Result<(), TenantAbsence> {
    let tenant = directory.find(key)?;
    tenant
        .context(Actor::Anonymous, Clock::System, Locale::De)
        .await
        .map(drop)
}

#[tokio::test]
async fn a_county_added_to_a_running_platform_is_served_once_it_is_migrated() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        let directory = installation.directory().await;
        assert!(matches!(
            is_served(&directory, "warendorf").await,
            Err(TenantAbsence::Unknown)
        ));
        installation.add("warendorf").await;
        directory.refresh().await.expect("refreshes");
        assert!(matches!(
            is_served(&directory, "warendorf").await,
            Err(TenantAbsence::Migrating)
        ));
        installation.migrate_all(&Migrator::for_tenants([])).await;
        directory.refresh().await.expect("refreshes");
        is_served(&directory, "warendorf").await.expect("served");
        assert!(matches!(
            is_served(&directory, "no key at all").await,
            Err(TenantAbsence::Unknown)
        ));
    }
}

#[tokio::test]
async fn a_suspended_tenant_is_not_served_until_it_is_resumed() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        installation.add("warendorf").await;
        installation.migrate_all(&Migrator::for_tenants([])).await;
        let directory = installation.directory().await;
        let key: TenantKey = "warendorf".parse().expect("a key");
        installation
            .registry
            .set_state(&key, TenantState::Suspended, None)
            .await
            .expect("set");
        directory.refresh().await.expect("refreshes");
        assert!(matches!(
            is_served(&directory, "warendorf").await,
            Err(TenantAbsence::Suspended)
        ));
        assert!(
            installation
                .migrate_all(&Migrator::for_tenants([]))
                .await
                .is_empty(),
            "left alone"
        );
        installation
            .registry
            .set_state(&key, TenantState::Active, None)
            .await
            .expect("set");
        directory.refresh().await.expect("refreshes");
        is_served(&directory, "warendorf").await.expect("served");
    }
}

#[tokio::test]
async fn a_wrong_configuration_changes_nothing_and_a_right_one_is_taken_up() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        installation.add("warendorf").await;
        let directory = installation.directory().await;
        let key: TenantKey = "warendorf".parse().expect("a key");

        let mut wrong = files("warendorf");
        let structure = wrong.get_mut("structure.yaml").expect("a file");
        *structure = structure.replacen("module: 2", "module: 7", 1);
        let refused = installation
            .registry
            .update_configuration(&key, wrong)
            .await;
        let Err(RegistryError::Configuration(report)) = refused else {
            panic!("taken: {refused:?}");
        };
        assert!(!report.is_ok());
        let other = installation
            .registry
            .update_configuration(&key, files("coesfeld"))
            .await;
        assert!(matches!(other, Err(RegistryError::OtherCounty { .. })));
        let same = installation
            .registry
            .update_configuration(&key, files("warendorf"))
            .await;
        assert_eq!(same.expect("answers"), None);

        let mut right = files("warendorf");
        right
            .get_mut("structure.yaml")
            .expect("a file")
            .push_str("\n# a comment more\n");
        let stored = installation
            .registry
            .update_configuration(&key, right)
            .await;
        assert_eq!(stored.expect("stored"), Some(2));
        let before = directory.find("warendorf").expect("known");
        directory.refresh().await.expect("refreshes");
        let after = directory.find("warendorf").expect("known");
        assert_eq!((before.version().number, after.version().number), (1, 2));
        directory.refresh().await.expect("refreshes");
        let unchanged = directory.find("warendorf").expect("known");
        assert!(Arc::ptr_eq(&after, &unchanged), "nothing is loaded twice");
    }
}

#[tokio::test]
async fn a_stored_version_that_no_longer_loads_leaves_the_one_before_in_force() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        installation.add("warendorf").await;
        let key: TenantKey = "warendorf".parse().expect("a key");
        installation
            .registry
            .insert_unchecked_for_test(&key, 2, BTreeMap::new())
            .await;
        for directory in [
            installation.directory().await,
            installation.directory().await,
        ] {
            directory.refresh().await.expect("refreshes");
            let tenant = directory.find("warendorf").expect("known");
            assert_eq!(tenant.version().number, 1);
            assert_eq!(
                tenant.rejected_version().map(|rejected| rejected.number),
                Some(2)
            );
        }
    }
}

/// A step that makes the table `obstacle`, under a name of its own.
struct MakesObstacle {
    name: &'static str,
    sql: &'static str,
}

impl MigrationName for MakesObstacle {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for MakesObstacle {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared(self.sql)
            .await
            .map(drop)
    }
}

/// Puts the obstacle there.
fn obstacle() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(MakesObstacle {
        name: "t1",
        sql: "CREATE TABLE obstacle (id integer)",
    })]
}

/// Makes nothing, and goes by the name of the step that made the obstacle elsewhere.
fn nothing_more() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(MakesObstacle {
        name: "t1",
        sql: "SELECT 1",
    })]
}

/// Fails where the obstacle is.
fn careless_step() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(MakesObstacle {
        name: "t2",
        sql: "CREATE TABLE obstacle (id integer)",
    })]
}

/// The same step, mended.
fn mended_step() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(MakesObstacle {
        name: "t2",
        sql: "CREATE TABLE IF NOT EXISTS obstacle (id integer)",
    })]
}

fn with(steps: &[MigrationSet]) -> Migrator {
    Migrator::for_tenants(steps.iter().copied())
}

#[tokio::test]
async fn one_failing_tenant_does_not_stop_the_others_and_is_taken_up_later() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        let first = installation.add("coesfeld").await;
        let key: TenantKey = "coesfeld".parse().expect("a key");
        with(&[obstacle])
            .migrate(&key, &first)
            .await
            .expect("migrates");
        installation.add("rhein-kreis-neuss").await;
        installation.add("warendorf").await;

        let careless = with(&[nothing_more, careless_step]);
        let results = installation.migrate_all(&careless).await;
        let expected = [
            ("coesfeld", None),
            ("rhein-kreis-neuss", Some(6)),
            ("warendorf", Some(6)),
        ];
        assert_eq!(
            results,
            expected.map(|(key, steps)| (key.to_owned(), steps)),
            "{store:?}"
        );
        let directory = installation.directory().await;
        assert!(matches!(
            is_served(&directory, "coesfeld").await,
            Err(TenantAbsence::Migrating)
        ));
        is_served(&directory, "warendorf").await.expect("served");

        let mended = with(&[nothing_more, mended_step]);
        let results = installation.migrate_all(&mended).await;
        let expected = [
            ("coesfeld", Some(1)),
            ("rhein-kreis-neuss", Some(0)),
            ("warendorf", Some(0)),
        ];
        assert_eq!(
            results,
            expected.map(|(key, steps)| (key.to_owned(), steps)),
            "{store:?}"
        );
        directory.refresh().await.expect("refreshes");
        is_served(&directory, "coesfeld").await.expect("served");
    }
}

#[tokio::test]
async fn a_step_that_fails_for_two_tenants_in_a_row_stops_the_fleet() {
    let mut installation = Installation::create(Store::Sqlite).await;
    for county in ["coesfeld", "rhein-kreis-neuss", "warendorf"] {
        let placement = installation.add(county).await;
        let key: TenantKey = county.parse().expect("a key");
        with(&[obstacle])
            .migrate(&key, &placement)
            .await
            .expect("migrates");
    }
    let results = installation
        .migrate_all(&with(&[obstacle, careless_step]))
        .await;
    assert_eq!(results.len(), 2, "the third is left as it is: {results:?}");
    assert!(results.iter().all(|(_, steps)| steps.is_none()));
}

#[tokio::test]
async fn keys_are_unique_the_registrys_own_is_taken_and_a_demo_stays_a_demo() {
    for store in Store::ALL {
        let mut installation = Installation::create(store).await;
        let placement = installation.add("warendorf").await;
        let county = County::from_files(&files("warendorf")).expect("valid");
        let again = installation
            .registry
            .add_tenant(&county, files("warendorf"), &placement)
            .await;
        assert!(matches!(again, Err(RegistryError::Exists(_))));
        let other = Registry::open(
            &installation.placement,
            InstallationKind::Demo,
            Clock::System,
        )
        .await;
        assert!(matches!(other, Err(RegistryError::OtherKind { found }) if found == "production"));
        let kind = Registry::kind_of(&installation.placement)
            .await
            .expect("answers");
        assert_eq!(kind, Some(InstallationKind::Production));
    }
}
