//! What somebody who writes into the database directly cannot hide.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::try_join_all;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::{
    access::{Role, Scope},
    audit::{self, AuditEntry},
    audit_chain::{
        ChainFault, ChainKey, ChainState, FaultKind, NotedHead, seal_entries, trim_before,
        verify_chain,
    },
    context::TenantContext,
    testing::{Store, TestTenant},
};

fn key() -> ChainKey {
    ChainKey::new(&[7; 32]).expect("long enough")
}

async fn write(context: &TenantContext, entries: usize) {
    for _ in 0..entries {
        let entry = AuditEntry {
            action: "person.read",
            object_kind: "person",
            object_id: Some(Uuid::now_v7()),
            person_ids: vec![Uuid::now_v7()],
        };
        audit::record_read(context, entry).await.expect("written");
    }
}

async fn tenant(store: Store) -> (TestTenant, TenantContext) {
    let tenant = TestTenant::create(store, "warendorf", &[]).await;
    let actor = tenant
        .signed_in(Role::CaseManager, Scope::whole_county())
        .await;
    (tenant, actor)
}

/// A change behind the platform's back.
async fn tamper(context: &TenantContext, sql: &str) {
    let transaction = context.database().begin().await.expect("begins");
    let backend = transaction.get_database_backend();
    let done = transaction
        .execute_raw(Statement::from_string(backend, sql))
        .await;
    assert_eq!(done.expect("runs").rows_affected(), 1, "{sql}");
    transaction.commit().await.expect("commits");
}

async fn verify(
    context: &TenantContext,
    key: &ChainKey,
    noted: Option<&NotedHead>,
) -> Result<ChainState, ChainFault> {
    verify_chain(context, key, noted).await.expect("reads")
}

async fn fault(context: &TenantContext) -> (FaultKind, Option<i64>) {
    let fault = verify(context, &key(), None).await;
    let fault = fault.expect_err("a fault");
    (fault.kind, fault.position)
}

/// The entry with the seal at this position.
fn entry_at(position: i64) -> String {
    format!("(SELECT event_id FROM audit_seals WHERE position = {position})")
}

#[tokio::test]
async fn an_untouched_chain_is_whole_with_entries_that_came_in_late() {
    for store in Store::ALL {
        let (tenant, context) = tenant(store).await;
        write(&context, 3).await;
        let first = seal_entries(&context, &key()).await.expect("seals");
        tenant.clock.advance(TimeDelta::minutes(-10));
        write(&context, 2).await;
        tenant.clock.advance(TimeDelta::days(3));
        write(&context, 1).await;
        let second = seal_entries(&context, &key()).await.expect("seals");
        let nothing = seal_entries(&context, &key()).await.expect("seals");
        assert_eq!(nothing, 0, "{store:?}: nothing is sealed twice");
        write(&context, 1).await;
        let state = verify(&context, &key(), None).await.expect("whole");
        assert_eq!((state.sealed, state.unsealed), (first + second, 1));
        let without_key = verify(&context, &ChainKey::none(), None).await;
        assert_eq!(
            without_key.expect_err("sealed with a key").kind,
            FaultKind::KeyMissing
        );
    }
}

#[tokio::test]
async fn writers_and_sealers_at_once_make_one_chain() {
    for store in Store::ALL {
        let (_tenant, context) = tenant(store).await;
        let key = key();
        let writers = async {
            try_join_all((0..8).map(|_| async {
                write(&context, 12).await;
                seal_entries(&context, &key).await
            }))
            .await
        };
        writers.await.expect("nobody gets in another's way");
        seal_entries(&context, &key).await.expect("seals the rest");
        let state = verify(&context, &key, None).await.expect("whole");
        assert!(state.sealed >= 8 * 12, "{store:?}: {state:?}");
        assert_eq!(
            (state.position as u64, state.unsealed),
            (state.sealed, 0),
            "{store:?}"
        );
    }
}

#[tokio::test]
async fn the_first_entry_that_was_changed_removed_or_added_is_named() {
    for store in Store::ALL {
        for (sql, expected) in [
            (
                format!(
                    "UPDATE audit_events SET action = 'case.read' WHERE id = {}",
                    entry_at(2)
                ),
                (FaultKind::Changed, Some(2)),
            ),
            (
                format!(
                    "UPDATE audit_events SET person_ids = '[]' WHERE id = {}",
                    entry_at(3)
                ),
                (FaultKind::Changed, Some(3)),
            ),
            (
                format!("DELETE FROM audit_events WHERE id = {}", entry_at(2)),
                (FaultKind::Removed, Some(2)),
            ),
            (
                "DELETE FROM audit_seals WHERE position = 2".to_owned(),
                (FaultKind::Removed, Some(2)),
            ),
            (
                "UPDATE audit_seals SET hash = 'made up' WHERE position = 1".to_owned(),
                (FaultKind::Changed, Some(1)),
            ),
            (
                "UPDATE audit_seals SET method = 'sha256' WHERE position = 4".to_owned(),
                (FaultKind::Changed, Some(4)),
            ),
        ] {
            let (_tenant, context) = tenant(store).await;
            write(&context, 4).await;
            seal_entries(&context, &key()).await.expect("seals");
            verify(&context, &key(), None).await.expect("whole before");
            tamper(&context, &sql).await;
            assert_eq!(fault(&context).await, expected, "{store:?}: {sql}");
        }
    }
}

#[tokio::test]
async fn an_entry_slipped_in_among_older_ones_is_found_and_never_sealed() {
    for store in Store::ALL {
        let (tenant, context) = tenant(store).await;
        write(&context, 2).await;
        tenant.clock.advance(TimeDelta::days(2));
        write(&context, 2).await;
        seal_entries(&context, &key()).await.expect("seals");
        tenant.clock.advance(TimeDelta::days(-1));
        write(&context, 1).await;
        let sealed = seal_entries(&context, &key()).await.expect("looks");
        assert_eq!(sealed, 0, "{store:?}");
        assert_eq!(fault(&context).await, (FaultKind::Added, None), "{store:?}");
    }
}

#[tokio::test]
async fn a_noted_head_shows_that_the_end_was_cut_off_or_the_chain_written_anew() {
    for store in Store::ALL {
        let (_tenant, context) = tenant(store).await;
        let none = ChainKey::none();
        write(&context, 3).await;
        seal_entries(&context, &none).await.expect("seals");
        let state = verify(&context, &none, None).await.expect("whole");
        let noted = NotedHead {
            position: state.position,
            hash: state.hash,
        };
        verify(&context, &none, Some(&noted)).await.expect("whole");
        let wrong = NotedHead {
            hash: "other".to_owned(),
            ..noted.clone()
        };
        let anew = verify(&context, &none, Some(&wrong)).await;
        assert_eq!(anew.expect_err("a fault").kind, FaultKind::Changed);
        let last = state.position;
        tamper(
            &context,
            &format!("DELETE FROM audit_events WHERE id = {}", entry_at(last)),
        )
        .await;
        tamper(
            &context,
            &format!("DELETE FROM audit_seals WHERE position = {last}"),
        )
        .await;
        verify(&context, &none, None).await.expect("looks whole");
        let cut = verify(&context, &none, Some(&noted)).await;
        assert_eq!(cut.expect_err("a fault").kind, FaultKind::Removed);
    }
}

async fn trim(context: &TenantContext, before: DateTime<Utc>) -> u64 {
    let transaction = context.database().begin().await.expect("begins");
    let removed = trim_before(context, &transaction, &key(), before).await;
    transaction.commit().await.expect("commits");
    removed.expect("trims")
}

#[tokio::test]
async fn retention_leaves_a_chain_that_goes_on_from_a_checkpoint() {
    for store in Store::ALL {
        let (tenant, context) = tenant(store).await;
        write(&context, 3).await;
        seal_entries(&context, &key()).await.expect("seals");
        tenant.clock.advance(TimeDelta::days(400));
        write(&context, 2).await;
        seal_entries(&context, &key()).await.expect("seals");
        let before = verify(&context, &key(), None).await.expect("whole");
        let old = before.sealed - 2;
        let cutoff = tenant.clock.now() - TimeDelta::days(100);
        assert_eq!(trim(&context, cutoff).await, old, "{store:?}");
        assert_eq!(trim(&context, cutoff).await, 0, "{store:?}: once");
        let after = verify(&context, &key(), None).await.expect("whole");
        assert_eq!(
            (
                after.position,
                &after.hash,
                after.sealed,
                after.removed as u64
            ),
            (before.position, &before.hash, 2, old)
        );
        write(&context, 1).await;
        seal_entries(&context, &key()).await.expect("goes on");
        verify(&context, &key(), None).await.expect("whole");
        let everything = tenant.clock.now() + TimeDelta::days(1);
        assert_eq!(trim(&context, everything).await, 3);
        write(&context, 1).await;
        seal_entries(&context, &key()).await.expect("goes on");
        verify(&context, &key(), None).await.expect("whole");
        tamper(
            &context,
            &format!(
                "UPDATE audit_checkpoints SET entries = 1 WHERE position = {}",
                old
            ),
        )
        .await;
        assert_eq!(
            fault(&context).await,
            (FaultKind::CheckpointChanged, Some(old as i64))
        );
    }
}
