//! Secret addresses of calendars.

use crate::{
    access::{Role, Scope},
    accounts::{
        CALENDAR_FEEDS_MAX, PresentedCredential, create_calendar_feed, list_calendar_feeds,
        resolve_actor, resolve_calendar_reader, revoke_calendar_feed,
    },
    actor::{Actor, Credential},
    errors::{Failure, ProblemCode},
    testing::{Store, TestTenant},
};

async fn reader(tenant: &TestTenant, secret: &str) -> Actor {
    resolve_calendar_reader(&tenant.anonymous(), &tenant.policy, secret)
        .await
        .expect("answers")
}

#[tokio::test]
async fn an_address_reads_as_its_owner_until_it_is_taken_back() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let other = TestTenant::create(store, "coesfeld", &[]).await;
        let scope = Scope::unit("nord".parse().expect("a key"));
        let owner = tenant.signed_in(Role::CaseManager, scope.clone()).await;
        let (feed, secret) = create_calendar_feed(&owner, " Telefon ")
            .await
            .expect("is made");
        assert_eq!(feed.name, "Telefon");
        let actor = reader(&tenant, &secret).await;
        let account = actor.account().expect("an account");
        assert_eq!(account.account_id, owner.account_id().expect("an account"));
        assert_eq!(account.credential, Credential::ApiToken { read_only: true });
        // The secret opens the calendar and nothing else, and only here.
        let bearer = PresentedCredential::Bearer(secret.clone());
        let elsewhere = resolve_actor(&tenant.anonymous(), &tenant.policy, &bearer).await;
        assert!(elsewhere.expect("answers").account().is_err(), "{store:?}");
        assert!(reader(&other, &secret).await.account().is_err());
        assert!(reader(&tenant, "forged").await.account().is_err());
        let stranger = tenant.signed_in(Role::CaseManager, scope).await;
        let foreign = revoke_calendar_feed(&stranger, feed.id).await;
        assert!(matches!(foreign, Err(Failure::NotFound)), "{store:?}");
        assert!(
            list_calendar_feeds(&stranger)
                .await
                .expect("lists")
                .is_empty()
        );
        revoke_calendar_feed(&owner, feed.id).await.expect("ends");
        assert!(
            reader(&tenant, &secret).await.account().is_err(),
            "{store:?}"
        );
        let listed = list_calendar_feeds(&owner).await.expect("lists");
        assert!(listed[0].revoked_at.is_some());
    }
}

#[tokio::test]
async fn there_are_only_so_many_and_not_for_everybody() {
    let tenant = TestTenant::create(Store::Sqlite, "warendorf", &[]).await;
    let owner = tenant.signed_in(Role::KimLead, Scope::whole_county()).await;
    for number in 0..CALENDAR_FEEDS_MAX {
        create_calendar_feed(&owner, &format!("{number}"))
            .await
            .expect("is made");
    }
    for (name, expected) in [
        ("one more", ProblemCode::QuotaReached),
        (" ", ProblemCode::Required),
        (&"x".repeat(101), ProblemCode::TooLong),
    ] {
        match create_calendar_feed(&owner, name).await {
            Err(Failure::Invalid(problems)) => assert_eq!(problems[0].code, expected),
            other => panic!("expected a problem, got {other:?}"),
        }
    }
    let officer = tenant
        .signed_in(Role::PrivacyOfficer, Scope::whole_county())
        .await;
    let refused = create_calendar_feed(&officer, "Telefon").await;
    assert!(matches!(refused, Err(Failure::Forbidden)));
}
