//! The one door: identity, migration, pools.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::{
    database::{
        MigrateError, Migrator, OpenError, Placement, REGISTRY_IDENTITY, TenantPool, TenantPools,
    },
    keys::TenantKey,
    testing::{Store, TestTenant},
};

fn key(text: &str) -> TenantKey {
    text.parse().expect("a key")
}

#[tokio::test]
async fn another_tenants_database_is_refused_by_every_way_in() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let other = key("coesfeld");
        let opened = TenantPool::open(&other, &tenant.placement).await;
        assert!(
            matches!(opened, Err(OpenError::ForeignDatabase { found, .. }) if found == "warendorf")
        );
        let migrator = Migrator::for_tenants([]);
        let migrated = migrator.migrate(&other, &tenant.placement).await;
        assert!(matches!(
            migrated,
            Err(MigrateError::Open(OpenError::ForeignDatabase { .. }))
        ));
        let cached = TenantPools::default().get(&other, &tenant.placement).await;
        assert!(matches!(
            *cached.expect_err("refused"),
            OpenError::ForeignDatabase { .. }
        ));
        let registry = Migrator::for_registry(Vec::new)
            .open_registry(&tenant.placement)
            .await;
        assert!(matches!(
            registry,
            Err(MigrateError::Open(OpenError::ForeignDatabase { .. }))
        ));
    }
}

#[tokio::test]
async fn the_registrys_database_is_no_tenants() {
    for store in Store::ALL {
        let (placement, _folder) = store.empty_database().await;
        Migrator::for_registry(Vec::new)
            .open_registry(&placement)
            .await
            .expect("made");
        let opened = TenantPool::open(&key("warendorf"), &placement).await;
        assert!(
            matches!(opened, Err(OpenError::ForeignDatabase { found, .. }) if found == REGISTRY_IDENTITY)
        );
    }
}

#[tokio::test]
async fn a_database_that_nobody_set_up_is_not_opened() {
    for store in Store::ALL {
        let (placement, _folder) = store.empty_database().await;
        let opened = TenantPool::open(&key("warendorf"), &placement).await;
        assert!(matches!(opened, Err(OpenError::NotSetUp { .. })));
    }
}

#[tokio::test]
async fn migrating_twice_or_at_once_runs_every_step_once() {
    for store in Store::ALL {
        let (placement, _folder) = store.empty_database().await;
        let migrator = Migrator::for_tenants([]);
        let warendorf = key("warendorf");
        assert_eq!(
            migrator
                .count_pending(&warendorf, &placement)
                .await
                .expect("counts"),
            4
        );
        let at_once = (0..3).map(|_| migrator.migrate(&warendorf, &placement));
        let results = futures_util::future::join_all(at_once).await;
        let steps: usize = results
            .into_iter()
            .map(|result| result.expect("migrates"))
            .sum();
        assert_eq!(steps, 4, "{store:?}");
        assert_eq!(
            migrator
                .count_pending(&warendorf, &placement)
                .await
                .expect("counts"),
            0
        );
        assert_eq!(
            migrator
                .migrate(&warendorf, &placement)
                .await
                .expect("migrates"),
            0
        );
    }
}

#[tokio::test]
async fn statements_are_counted_and_an_uncommitted_change_is_undone() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let context = tenant.anonymous();
        let database = context.database();
        let count_tokens =
            || Statement::from_string(database.get_database_backend(), "SELECT id FROM api_tokens");
        let transaction = database.begin().await.expect("begins");
        transaction
            .execute_unprepared("UPDATE accounts SET display_name = 'x'")
            .await
            .expect("runs");
        drop(transaction);
        assert_eq!(
            database
                .query_all_raw(count_tokens())
                .await
                .expect("reads")
                .len(),
            0
        );
        assert_eq!(database.statements().total(), 2);
        assert_eq!(
            tenant.anonymous().database().statements().total(),
            0,
            "each request counts anew"
        );
    }
}

#[tokio::test]
async fn reading_connections_of_sqlite_refuse_to_write() {
    let tenant = TestTenant::create(Store::Sqlite, "warendorf", &[]).await;
    let written: Result<_, DbErr> = tenant
        .anonymous()
        .database()
        .execute_unprepared("DELETE FROM accounts")
        .await;
    assert!(
        written
            .expect_err("refused")
            .to_string()
            .contains("readonly")
    );
}

#[tokio::test]
async fn pools_are_shared_bounded_and_never_mixed_up() {
    let first = TestTenant::create(Store::Sqlite, "warendorf", &[]).await;
    let second = TestTenant::create(Store::Sqlite, "coesfeld", &[]).await;
    let third = TestTenant::create(Store::Sqlite, "rhein-kreis-neuss", &[]).await;
    let pools = TenantPools::with_capacity(2);
    for tenant in [&first, &second, &third, &first] {
        let pool = pools
            .get(&tenant.key, &tenant.placement)
            .await
            .expect("opens");
        assert_eq!(pool.tenant(), &tenant.key);
        let again = pools
            .get(&tenant.key, &tenant.placement)
            .await
            .expect("opens");
        assert!(Arc::ptr_eq(&pool, &again), "one pool a tenant");
    }
    assert!(pools.open_count().await <= 2);
    let missing = Placement::Sqlite("/nonexistent/folder/x.db".into());
    let failed = pools.get(&key("nobody"), &missing).await;
    assert!(matches!(
        *failed.expect_err("refused"),
        OpenError::Unreachable { .. }
    ));
}
