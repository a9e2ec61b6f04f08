//! A demo and an installation for real work never become each other.

use std::fs;

use super::{
    client::{SignedIn, get, try_sign_in},
    counties::{Counties, original},
    installation::{DEMO_PASSWORD, Installation, said},
};

const WARENDORF: &str = "warendorf";
const PASSWORD: &str = "a password of twelve signs";

#[tokio::test]
async fn the_demo_cannot_be_switched_on_for_real_work() {
    let production = Installation::production();
    production.run_well(&["tenant", "list"]).await;
    let data = production.data().to_str().expect("UTF-8");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["demo", "--cases", "1"]] {
        let words: Vec<&str> = command.iter().copied().chain(["--demo", "--data", data]).collect();
        let refused = Installation::embedded_demo().run(&words).await;
        assert!(!refused.status.success(), "{command:?}");
        let message = said(&refused);
        assert!(message.contains("this installation was made as production"), "{command:?}: {message}");
    }
    let refused = production.run(&["demo", "--cases", "1"]).await;
    assert!(!refused.status.success() && said(&refused).contains("is not a demo"), "{}", said(&refused));
}

#[tokio::test]
async fn a_demo_started_without_the_word_stays_a_demo() {
    let counties = Counties::of(&[WARENDORF]);
    let demo = Installation::embedded_demo();
    demo.serve(&counties, 0).await.stop().await;
    let server = demo.with_the_word_left_out().serve(&counties, 0).await;
    SignedIn::demo(&server, WARENDORF, "leitung").await;
    assert!(server.said().contains("This is a demo with synthetic people"), "{}", server.said());
}

/// The database of a demo, brought into an installation for real work by mistake: its accounts
/// carry their mark with them.
#[tokio::test]
async fn demo_accounts_are_refused_outside_a_demo() {
    let demo = Installation::embedded_demo();
    let server = demo.serve(&Counties::of(&[WARENDORF]), 0).await;
    let session = SignedIn::demo(&server, WARENDORF, "leitung").await;
    server.stop().await;

    let production = Installation::production();
    let copy = production.data().join("copy.db");
    fs::copy(demo.data().join("tenants/warendorf.db"), &copy).expect("the demo's database");
    let (folder, database) = (original(WARENDORF), format!("sqlite:{}", copy.display()));
    let folder = folder.to_str().expect("UTF-8");
    production.run_well(&["tenant", "add", folder, "--database", &database]).await;
    let account = ["account", "add", WARENDORF, "--login", "probe", "--name", "Probe", "--role", "kim_lead"];
    let made = production.run_with_input(&account, &format!("{PASSWORD}\n")).await;
    assert!(made.status.success(), "{}", said(&made));

    let server = production.serve(&Counties::of(&[]), 0).await;
    let refused = try_sign_in(&server, WARENDORF, "leitung", DEMO_PASSWORD).await;
    assert_eq!(refused.at("/data/sessionOpen/userErrors/0/code"), "SIGN_IN_REFUSED", "{refused:?}");
    assert_eq!(refused.at("/data/sessionOpen/session"), serde_json::Value::Null);
    let with_old_session = session.page(&server, "", "de").await;
    assert_eq!(with_old_session.status.as_u16(), 303, "led to the sign-in page: {with_old_session:?}");
    SignedIn::with_password(&server, WARENDORF, "probe", PASSWORD).await;
    let sign_in = get(&server, "/k/warendorf/sign-in").await;
    assert!(!sign_in.text.contains(DEMO_PASSWORD), "the demo's password is shown: {sign_in:?}");
}
