//! What is written down, and what is written once.

use uuid::Uuid;

use crate::{
    access::{Role, Scope},
    audit::{self, AuditEntry},
    context::TenantContext,
    errors::{Failure, ProblemCode},
    idempotency::IdempotencyKey,
    ids::AuditEventId,
    paging::PageRequest,
    testing::{Store, TestTenant},
};

fn entry(action: &'static str, person: Uuid) -> AuditEntry {
    AuditEntry {
        action,
        object_kind: "person",
        object_id: None,
        person_ids: vec![person],
    }
}

#[tokio::test]
async fn the_trail_is_read_latest_first_page_by_page_by_the_privacy_officer_only() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let reader = tenant
            .signed_in(Role::CaseManager, Scope::whole_county())
            .await;
        let officer = tenant
            .signed_in(Role::PrivacyOfficer, Scope::whole_county())
            .await;
        let persons: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
        for person in &persons {
            audit::record_read(&reader, entry("person.read", *person))
                .await
                .expect("written");
        }
        let page = |after: Option<AuditEventId>| PageRequest { size: 2, after };
        let first = audit::list_events(&officer, &page(None))
            .await
            .expect("a page");
        assert!(first.has_next);
        assert_eq!(first.rows[0].person_ids, [persons[2]]);
        assert_eq!(first.rows[0].account_id, reader.account_id().ok());
        let second = audit::list_events(&officer, &page(Some(first.rows[1].id)))
            .await
            .expect("a page");
        assert_eq!(second.rows[0].person_ids, [persons[0]]);
        let refused = audit::list_events(&reader, &page(None)).await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
    }
}

/// A stand-in for a mutation that makes something: the id it makes is what it returns.
async fn make(context: &TenantContext, key: &IdempotencyKey) -> Result<Uuid, Failure> {
    let transaction = context.database().begin().await?;
    if let Some(earlier) = key.earlier_result(context, &transaction).await? {
        return Ok(earlier);
    }
    let made = Uuid::now_v7();
    key.remember(context, &transaction, made).await?;
    transaction.commit().await?;
    Ok(made)
}

#[tokio::test]
async fn the_same_key_gives_the_first_result_and_another_input_is_refused() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let first = tenant
            .signed_in(Role::CaseManager, Scope::whole_county())
            .await;
        let second = tenant
            .signed_in(Role::CaseManager, Scope::whole_county())
            .await;
        let key = IdempotencyKey::new("k1", "input").expect("a key");
        let made = make(&first, &key).await.expect("made");
        assert_eq!(make(&first, &key).await.expect("found"), made);
        assert_ne!(
            make(&second, &key).await.expect("made"),
            made,
            "keys are the account's own"
        );
        let other = IdempotencyKey::new("k1", "other input").expect("a key");
        let Err(Failure::Invalid(problems)) = make(&first, &other).await else {
            panic!("a key with another input was taken");
        };
        assert_eq!(problems[0].code, ProblemCode::KeyReused);
    }
}

#[tokio::test]
async fn the_same_key_at_the_same_time_makes_one_thing() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let context = tenant
            .signed_in(Role::CaseManager, Scope::whole_county())
            .await;
        let key = IdempotencyKey::new("k1", "input").expect("a key");
        let at_once = (0..4).map(|_| make(&context, &key));
        let made = futures_util::future::try_join_all(at_once)
            .await
            .expect("all answer");
        assert!(made.iter().all(|id| *id == made[0]), "{store:?}: {made:?}");
    }
}

#[test]
fn a_key_has_a_length() {
    for bad in ["", &"x".repeat(65)] {
        assert!(matches!(
            IdempotencyKey::new(bad, "input"),
            Err(Failure::Invalid(_))
        ));
    }
}
