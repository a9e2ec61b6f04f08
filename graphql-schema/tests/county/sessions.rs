//! Signing in and out through the schema.

use kernel::{
    access::{Grant, Role, Scope},
    accounts::{NewAccount, PresentedCredential, create_account, hash_password},
};
use serde_json::json;

use crate::world::{World, error_code, user_errors};

const PASSWORD: &str = "ein recht langes Kennwort";

async fn with_account() -> World {
    let world = World::create().await;
    let account = NewAccount {
        login: "lead".to_owned(),
        display_name: "Leonie Leitung".to_owned(),
        password_hash: hash_password(PASSWORD).await,
        demo: false,
        grants: vec![Grant {
            role: Role::KimLead,
            scope: Scope::whole_county(),
        }],
    };
    create_account(&world.tenant.anonymous(), account)
        .await
        .expect("made");
    world
}

#[tokio::test]
async fn a_session_opens_with_the_right_password_and_closes_for_good() {
    let world = with_account().await;
    let input = json!({ "login": "Lead", "password": PASSWORD });
    let selection =
        "session { token csrfToken viewer { name roles { key label } scope { description } } }";
    let payload = world
        .change(&world.anonymous(), "sessionOpen", selection, input)
        .await;
    assert!(user_errors(&payload).is_empty());
    let viewer = &payload["session"]["viewer"];
    assert_eq!(viewer["name"], "Leonie Leitung");
    assert_eq!(viewer["roles"][0]["key"], "kim_lead");
    assert_eq!(viewer["scope"]["description"], "Ganzer Kreis");

    let token = payload["session"]["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let presented = PresentedCredential::Session(token);
    let caller = world.presenting(presented.clone()).await;
    let closed = world
        .ask(&caller, "mutation { sessionClose(input: {}) { closed } }")
        .await;
    assert_eq!(closed["data"]["sessionClose"]["closed"], true);
    let afterwards = world.presenting(presented).await;
    assert_eq!(
        error_code(&world.ask(&afterwards, "{ viewer { name } }").await),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn wrong_password_and_unknown_login_answer_alike() {
    let world = with_account().await;
    let mut answers = Vec::new();
    for (login, password) in [("lead", "falsch falsch falsch"), ("nobody", PASSWORD)] {
        let input = json!({ "login": login, "password": password });
        let payload = world
            .change(
                &world.anonymous(),
                "sessionOpen",
                "session { token }",
                input,
            )
            .await;
        assert_eq!(user_errors(&payload), [("login", "SIGN_IN_REFUSED")]);
        answers.push(payload.to_string());
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn tokens_are_made_listed_and_taken_back() {
    let world = World::create().await;
    let lead = world.lead().await;
    let input = json!({ "name": "Bericht", "validDays": 30 });
    let made = world
        .change(
            &lead,
            "apiTokenCreate",
            "apiToken { id readOnly } secret",
            input,
        )
        .await;
    assert_eq!(made["apiToken"]["readOnly"], true);
    let listed = world
        .ask(&lead, "{ apiTokens { id name revokedAt } }")
        .await;
    assert_eq!(listed["data"]["apiTokens"][0]["id"], made["apiToken"]["id"]);
    let input = json!({ "id": made["apiToken"]["id"] });
    let revoked = world
        .change(&lead, "apiTokenRevoke", "apiToken { revokedAt }", input)
        .await;
    assert!(revoked["apiToken"]["revokedAt"].is_string());
    let input = json!({ "name": " ", "validDays": 0 });
    let refused = world.change(&lead, "apiTokenCreate", "secret", input).await;
    assert_eq!(
        user_errors(&refused),
        [("name", "REQUIRED"), ("validDays", "OUT_OF_RANGE")]
    );
}
