//! No room left for the databases of an embedded installation.
//!
//! The limit on the size of files plays the full disk: it can be set on a running process by
//! whoever owns it, and every write beyond it fails as one on a full disk does.

use kreislotse_tests::{Answer, Counties, Installation, Server};
use serde_json::json;
use tokio::process::Command;

use super::client::{SignedIn, verdict};

const WARENDORF: &str = "warendorf";
const NEW_TOKEN: &str = "mutation($name: String!) {
  apiTokenCreate(input: {name: $name}) { apiToken { name } userErrors { code } } }";
const CASES: u32 = 3;
const PERSONS: &str = "{ cases { nodes { client { familyName } } } }";
const TOKENS: &str = "{ apiTokens { name } }";
const READS: [&str; 3] = [
    "{ viewer { name } }",
    TOKENS,
    "{ structure { units { key } } }",
];

#[tokio::test]
async fn a_full_disk_refuses_changes_keeps_reading_and_loses_nothing() {
    let installation = Installation::embedded_demo();
    let counties = Counties::of(&[WARENDORF]);
    let server = installation.serve(&counties, CASES).await;
    let lead = SignedIn::demo(&server, WARENDORF, "leitung").await;
    assert_eq!(
        verdict(&make_token(&server, &lead, "before").await),
        (200, None)
    );

    set_file_bytes_max(&server, "1").await;
    let refused = make_token(&server, &lead, "meanwhile").await;
    let full = (507, Some("STORAGE_FULL".to_owned()));
    assert_eq!(verdict(&refused), full, "{refused:?}");
    assert!(
        refused.body.contains("Speicherplatz ist voll"),
        "{refused:?}"
    );
    for document in READS {
        let answer = lead.ask(&server, document).await;
        assert_eq!(verdict(&answer), (200, None), "{document}: {answer:?}");
    }
    // Who saw a person is written down before it is shown, so that waits for room as well.
    let persons = lead.ask(&server, PERSONS).await;
    assert_eq!(verdict(&persons), full, "{persons:?}");
    let page = lead.page(&server, "structure", "de").await;
    assert_eq!(page.status, 200, "{page:?}");

    set_file_bytes_max(&server, "unlimited").await;
    assert_eq!(
        verdict(&make_token(&server, &lead, "after").await),
        (200, None)
    );
    assert_eq!(tokens(&server, &lead).await, ["after", "before"]);
    assert!(server.stop().await.success());

    let server = installation.serve(&counties, CASES).await;
    assert_eq!(tokens(&server, &lead).await, ["after", "before"]);
}

async fn make_token(server: &Server, who: &SignedIn, name: &str) -> Answer {
    who.at(server)
        .graphql(NEW_TOKEN, json!({ "name": name }))
        .await
}

async fn tokens(server: &Server, who: &SignedIn) -> Vec<String> {
    let data = who.ask(server, TOKENS).await.data();
    let names = data["apiTokens"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|token| token["name"].as_str());
    names.map(str::to_owned).collect()
}

/// From now on, files of the server can grow to so many bytes.
async fn set_file_bytes_max(server: &Server, bytes: &str) {
    let (process, limit) = (
        server.process_id().to_string(),
        format!("--fsize={bytes}:unlimited"),
    );
    let set = Command::new("prlimit")
        .args(["--pid", &process, &limit])
        .status()
        .await;
    assert!(set.expect("prlimit runs").success(), "the limit can be set");
}
