//! A demo and an installation for real work never become each other.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kreislotse_tests::{Counties, DEMO_PASSWORD, Installation, county_folder, said};
use serde_json::Value;

use super::client::{SignedIn, nobody, sign_in};

const WARENDORF: &str = "warendorf";
const PASSWORD: &str = "a password of twelve signs";

#[tokio::test]
async fn the_demo_cannot_be_switched_on_for_real_work() {
    let production = Installation::production();
    production.run_well(&["tenant", "list"]).await;
    for command in [
        &["serve", "--demo", "--listen", "127.0.0.1:0"][..],
        &["demo", "--demo", "--cases", "1"],
        &["demo", "--cases", "1"],
    ] {
        let refused = production.run(command).await;
        assert!(!refused.status.success(), "{command:?}");
        let message = said(&refused);
        assert!(
            message.contains("this installation was made as production"),
            "{command:?}: {message}"
        );
    }
}

#[tokio::test]
async fn the_command_that_fills_a_demo_makes_it_with_its_counties() {
    let demo = Installation::embedded_demo().with_the_word_left_out();
    let counties = Counties::of(&[WARENDORF]);
    let folder = counties.path().display().to_string();
    let fill = ["demo", "--county-folder", &folder, "--cases", "7"];
    demo.run_well(&fill).await;
    demo.run_well(&fill).await;
    let server = demo.serve(&counties, 0).await;
    let lead = SignedIn::demo(&server, WARENDORF, "leitung").await;
    let counted = lead
        .ask(&server, "{ cases(filter: { state: ALL }) { totalCount } }")
        .await
        .data();
    assert_eq!(counted["cases"]["totalCount"], 14);
}

#[tokio::test]
async fn counties_beyond_those_of_the_folder_are_invented_and_not_twice() {
    let demo = Installation::embedded_demo();
    let counties = Counties::of(&[WARENDORF]);
    let folder = counties.path().display().to_string();
    let fill = [
        "demo",
        "--county-folder",
        &folder,
        "--cases",
        "3",
        "--counties",
        "3",
    ];
    demo.run_well(&fill).await;
    demo.run_well(&fill).await;
    let server = demo.serve(&counties, 0).await;
    for invented in ["duesseldorf", "duisburg"] {
        let lead = SignedIn::demo(&server, invented, "leitung").await;
        let counted = lead
            .ask(&server, "{ cases(filter: { state: ALL }) { totalCount } }")
            .await
            .data();
        assert_eq!(counted["cases"]["totalCount"], 6, "{invented}");
    }
}

#[tokio::test]
async fn a_demo_started_without_the_word_stays_a_demo() {
    let counties = Counties::of(&[WARENDORF]);
    let demo = Installation::embedded_demo();
    demo.serve(&counties, 0).await.stop().await;
    let demo = demo.with_the_word_left_out();
    let server = demo.serve(&counties, 0).await;
    SignedIn::demo(&server, WARENDORF, "leitung").await;
    assert!(
        server
            .said()
            .contains("This is a demo with synthetic people"),
        "{}",
        server.said()
    );
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
    let copy = copy_database(&demo.data().join("tenants"), production.data());
    let (folder, database) = (
        county_folder(WARENDORF),
        format!("sqlite:{}", copy.display()),
    );
    let folder = folder.to_str().expect("UTF-8");
    production
        .run_well(&["tenant", "add", folder, "--database", &database])
        .await;
    let account = [
        "account", "add", WARENDORF, "--login", "probe", "--name", "Probe", "--role", "kim_lead",
    ];
    let made = production
        .run_with_input(&account, &format!("{PASSWORD}\n"))
        .await;
    assert!(made.status.success(), "{}", said(&made));

    let server = production.serve(&Counties::of(&[]), 0).await;
    let refused = sign_in(&server, WARENDORF, "leitung", DEMO_PASSWORD).await;
    let opened = &refused.data()["sessionOpen"];
    assert_eq!(
        opened["userErrors"][0]["code"], "SIGN_IN_REFUSED",
        "{refused:?}"
    );
    assert_eq!(opened["session"], Value::Null);
    let with_old_session = session.page(&server, "", "de").await;
    assert_eq!(
        with_old_session.status, 303,
        "led to the sign-in page: {with_old_session:?}"
    );
    SignedIn::with_password(&server, WARENDORF, "probe", PASSWORD).await;
    let page = nobody(&server, WARENDORF).page("sign-in").await;
    assert!(
        !page.body.contains(DEMO_PASSWORD),
        "the demo's password is shown: {page:?}"
    );
}

/// Copies the county's database with what still stands in files beside it.
fn copy_database(from: &Path, into: &Path) -> PathBuf {
    for file in fs::read_dir(from).expect("the demo's databases") {
        let file = file.expect("an entry");
        if file
            .file_name()
            .to_string_lossy()
            .starts_with("warendorf.db")
        {
            fs::copy(file.path(), into.join(file.file_name())).expect("a file can be copied");
        }
    }
    into.join("warendorf.db")
}
