//! Files of rules: only who may prepare rules brings them in, each into the own county.

use kernel::testing::Store;
use kreislotse_tests::{Answer, Client, Credential};
use reqwest::{Method, header};

use super::{matrix::World, verdict::Verdict};

/// The mutations that this module asks for; files do not fit into the matrix.
pub(super) const MUTATIONS: [&str; 1] = ["ruleUpload"];
/// The pages that this module asks for, for the same reason.
pub(super) const PAGES: [&str; 1] = ["POST /k/{tenant}/rules"];

const BOUNDARY: &str = "probe";

/// A part of a body; `file` is the name of a file.
pub(super) fn part(name: &str, file: Option<&str>, content: &[u8]) -> Vec<u8> {
    let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
    let mut part =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
            .into_bytes();
    part.extend(content);
    part.extend(b"\r\n");
    part
}

pub(super) async fn send(client: &Client, path: &str, parts: Vec<Vec<u8>>) -> Answer {
    let mut body = parts.concat();
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let change = |request: reqwest::RequestBuilder| {
        request
            .header(header::CONTENT_TYPE, content_type)
            .header(
                header::ACCEPT,
                "text/html, application/graphql-response+json",
            )
            .body(body)
    };
    client.request(Method::POST, path, change).await
}

/// As an integration sends a component.
async fn upload(client: &Client, component: &[u8]) -> Answer {
    let operations = r#"{"query": "mutation($input: RuleUploadInput!) { ruleUpload(input: $input) { version { id } userErrors { field code message } } }", "variables": {"input": {"component": null}}}"#;
    let parts = vec![
        part("operations", None, operations.as_bytes()),
        part("map", None, br#"{"0": ["variables.input.component"]}"#),
        part("0", Some("rule.wasm"), component),
    ];
    send(client, "graphql", parts).await
}

/// As the page sends it.
async fn upload_on_the_page(client: &Client, component: &[u8]) -> Answer {
    let token = match client.credential() {
        Credential::Session { csrf_token, .. } => csrf_token.as_bytes(),
        Credential::None | Credential::Bearer(_) => b"",
    };
    let parts = vec![
        part("csrf", None, token),
        part("component", Some("rule.wasm"), component),
    ];
    send(client, "rules", parts).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_prepares_rules_brings_files_in_and_only_into_the_own_county() {
    let world = World::create(Store::Sqlite).await;
    let component = rules::testing::component("warendorf/case-closing.rust");
    let lead = &world.ours.lead().client;
    let no_rule = upload(lead, b"no rule").await;
    assert!(no_rule.body.contains("RULE_REFUSED"), "{no_rule:?}");
    let no_rule = upload_on_the_page(lead, b"no rule").await;
    assert_eq!(no_rule.status, 422);

    let refusals = async {
        for (_, account) in &world.ours.insiders {
            if account.may(kernel::access::Permission::RulePrepare) {
                continue;
            }
            // The body is not read beyond what anybody may send, so that GraphQL sees no operation in it.
            let answer = upload(&account.client, &component).await;
            assert_ne!(
                Verdict::of(&answer),
                Verdict::Succeeded,
                "{}",
                account.title
            );
            let answer = upload_on_the_page(&account.client, &component).await;
            assert_eq!(
                Verdict::of(&answer),
                Verdict::Forbidden,
                "{}",
                account.title
            );
        }
        let theirs = world.theirs.lead().client.at(&world.ours.tenant);
        let nobody = world.platform.client(&world.ours.tenant, Credential::None);
        for client in [theirs, nobody] {
            let answer = upload(&client, &component).await;
            assert_ne!(Verdict::of(&answer), Verdict::Succeeded);
            let answer = upload_on_the_page(&client, &component).await;
            assert_eq!(Verdict::of(&answer), Verdict::Unauthenticated);
        }
    };
    world.assert_unchanged_by("uploads", refusals).await;
    let uploaded = upload(lead, &component).await;
    assert_eq!(Verdict::of(&uploaded), Verdict::Succeeded, "{uploaded:?}");
    let theirs = world.theirs.lead().client.page("rules").await;
    assert!(
        !theirs.body.contains("/rules/"),
        "a version of another county"
    );
}
