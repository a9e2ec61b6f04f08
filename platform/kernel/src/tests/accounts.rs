//! Signing in, sessions and tokens.

use chrono::Duration;

use crate::{
    access::{Grant, Permission, Role, Scope},
    accounts::{
        ATTEMPTS_BEFORE_LOCK, DemoAccounts, NewAccount, NewApiToken, PresentedCredential,
        SESSION_AGE_MAX, SESSION_IDLE_MAX, create_account, create_api_token, hash_password,
        list_api_tokens, resolve_actor, revoke_api_token, sign_in, sign_out,
    },
    actor::{Actor, Credential},
    errors::{Failure, ProblemCode},
    testing::{Store, TestTenant},
};

const PASSWORD: &str = "a long enough password";

async fn with_account(tenant: &TestTenant, login: &str, demo: bool) {
    let unit = "nord".parse().expect("a key");
    let new = NewAccount {
        login: login.to_owned(),
        display_name: "Test".to_owned(),
        password_hash: hash_password(PASSWORD).await,
        demo,
        grants: vec![
            Grant {
                role: Role::Coordinator,
                scope: Scope::unit(unit),
            },
            Grant {
                role: Role::BodyMember,
                scope: Scope::whole_county(),
            },
        ],
    };
    create_account(&tenant.anonymous(), new)
        .await
        .expect("the account is made");
}

async fn try_sign_in(tenant: &TestTenant, login: &str, password: &str) -> Option<String> {
    match sign_in(&tenant.anonymous(), &tenant.policy, login, password).await {
        Ok(session) => Some(session.token),
        Err(Failure::Invalid(problems)) => {
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].code, ProblemCode::SignInRefused);
            None
        }
        Err(other) => panic!("an unexpected answer: {other:?}"),
    }
}

async fn actor_of(tenant: &TestTenant, presented: PresentedCredential) -> Actor {
    resolve_actor(&tenant.anonymous(), &tenant.policy, &presented)
        .await
        .expect("answers")
}

async fn is_signed_in(tenant: &TestTenant, token: &str) -> bool {
    let presented = PresentedCredential::Session(token.to_owned());
    actor_of(tenant, presented).await.account().is_ok()
}

#[tokio::test]
async fn only_login_and_password_together_open_a_session_with_the_accounts_grants() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        with_account(&tenant, "Koordination", false).await;
        assert_eq!(
            try_sign_in(&tenant, "koordination", "wrong password!").await,
            None
        );
        assert_eq!(try_sign_in(&tenant, "nobody", PASSWORD).await, None);
        let token = try_sign_in(&tenant, " KOORDINATION ", PASSWORD)
            .await
            .expect("signs in");
        let actor = actor_of(&tenant, PresentedCredential::Session(token)).await;
        let account = actor.account().expect("an account");
        assert_eq!(account.roles(), [Role::Coordinator, Role::BodyMember]);
        let unit = Scope::unit("nord".parse().expect("a key"));
        assert_eq!(
            actor.authorize(Permission::CaseRead).expect("allowed"),
            unit
        );
        assert!(
            actor
                .authorize(Permission::StructureRead)
                .expect("allowed")
                .whole_county
        );
        assert!(matches!(
            actor.authorize(Permission::AuditRead),
            Err(Failure::Forbidden)
        ));
        assert!(matches!(account.credential, Credential::Session { .. }));
    }
}

#[tokio::test]
async fn a_forged_ended_idle_or_old_session_is_nobody() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        with_account(&tenant, "a", false).await;
        assert!(!is_signed_in(&tenant, "forged").await);
        let token = try_sign_in(&tenant, "a", PASSWORD).await.expect("signs in");
        sign_out(&tenant.anonymous(), &token)
            .await
            .expect("signs out");
        assert!(!is_signed_in(&tenant, &token).await);

        let idle = try_sign_in(&tenant, "a", PASSWORD).await.expect("signs in");
        tenant.clock.advance(SESSION_IDLE_MAX);
        assert!(!is_signed_in(&tenant, &idle).await);

        let used = try_sign_in(&tenant, "a", PASSWORD).await.expect("signs in");
        let step = SESSION_IDLE_MAX - Duration::minutes(1);
        let mut age = Duration::zero();
        while age + step < SESSION_AGE_MAX {
            tenant.clock.advance(step);
            age += step;
            assert!(is_signed_in(&tenant, &used).await, "in use, {age} old");
        }
        tenant.clock.advance(step);
        assert!(
            !is_signed_in(&tenant, &used).await,
            "older than a working day"
        );
    }
}

#[tokio::test]
async fn guessing_pauses_the_account_and_the_pause_ends() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        with_account(&tenant, "a", false).await;
        for _ in 0..ATTEMPTS_BEFORE_LOCK {
            assert_eq!(try_sign_in(&tenant, "a", "wrong password!").await, None);
        }
        assert_eq!(try_sign_in(&tenant, "a", PASSWORD).await, None, "pausing");
        tenant.clock.advance(Duration::minutes(1));
        assert!(
            try_sign_in(&tenant, "a", PASSWORD).await.is_some(),
            "the pause is over"
        );
    }
}

#[tokio::test]
async fn a_demo_account_is_nobody_outside_a_demo_whatever_it_shows() {
    for store in Store::ALL {
        let mut tenant = TestTenant::create(store, "warendorf", &[]).await;
        with_account(&tenant, "demo", true).await;
        assert_eq!(try_sign_in(&tenant, "demo", PASSWORD).await, None);
        tenant.policy.demo_accounts = DemoAccounts::Admitted;
        let session = try_sign_in(&tenant, "demo", PASSWORD)
            .await
            .expect("a demo");
        let actor = actor_of(&tenant, PresentedCredential::Session(session.clone())).await;
        let new = NewApiToken {
            name: "t".to_owned(),
            read_only: true,
            valid_days: 1,
        };
        let (_, secret) = create_api_token(&tenant.context(actor), new)
            .await
            .expect("made");
        tenant.policy.demo_accounts = DemoAccounts::Refused;
        assert!(!is_signed_in(&tenant, &session).await);
        assert!(
            actor_of(&tenant, PresentedCredential::Bearer(secret))
                .await
                .account()
                .is_err()
        );
    }
}

#[tokio::test]
async fn a_token_acts_as_its_account_until_it_expires_or_is_revoked() {
    for store in Store::ALL {
        let tenant = TestTenant::create(store, "warendorf", &[]).await;
        let owner = tenant.signed_in(Role::ItAdmin, Scope::whole_county()).await;
        let stranger = tenant.signed_in(Role::ItAdmin, Scope::whole_county()).await;
        let new = NewApiToken {
            name: " Export ".to_owned(),
            read_only: true,
            valid_days: 30,
        };
        let (token, secret) = create_api_token(&owner, new).await.expect("made");
        assert_eq!(token.name, "Export");
        let shown = PresentedCredential::Bearer(secret);
        let actor = actor_of(&tenant, shown.clone()).await;
        let account = actor.account().expect("the owner");
        assert_eq!(account.account_id, owner.account_id().expect("an account"));
        assert_eq!(account.credential, Credential::ApiToken { read_only: true });

        let refused = revoke_api_token(&stranger, token.id).await;
        assert!(
            matches!(refused, Err(Failure::NotFound)),
            "another's token is absent"
        );
        assert!(list_api_tokens(&stranger).await.expect("a list").is_empty());

        revoke_api_token(&owner, token.id).await.expect("revoked");
        assert!(actor_of(&tenant, shown).await.account().is_err());

        let new = NewApiToken {
            name: "short".to_owned(),
            read_only: false,
            valid_days: 1,
        };
        let (_, secret) = create_api_token(&owner, new).await.expect("made");
        tenant.clock.advance(Duration::days(1));
        assert!(
            actor_of(&tenant, PresentedCredential::Bearer(secret))
                .await
                .account()
                .is_err()
        );
    }
}

#[tokio::test]
async fn a_token_without_name_or_without_end_is_refused() {
    let tenant = TestTenant::create(Store::Sqlite, "warendorf", &[]).await;
    let owner = tenant.signed_in(Role::ItAdmin, Scope::whole_county()).await;
    for (name, valid_days, fields) in [
        ("", 1, vec!["name"]),
        ("x", 0, vec!["validDays"]),
        ("x", 367, vec!["validDays"]),
        ("  ", -1, vec!["name", "validDays"]),
    ] {
        let new = NewApiToken {
            name: name.to_owned(),
            read_only: true,
            valid_days,
        };
        let Err(Failure::Invalid(problems)) = create_api_token(&owner, new).await else {
            panic!("taken: {name:?} {valid_days}");
        };
        assert_eq!(
            problems
                .iter()
                .map(|problem| problem.field)
                .collect::<Vec<_>>(),
            fields
        );
    }
}
