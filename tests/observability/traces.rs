//! Traces tell operators what happens where, and nothing about people.

use kreislotse_tests::{Client, Credential};
use opentelemetry_proto::tonic::{common::v1::any_value::Value, trace::v1::Span};
use serde_json::json;

use super::{
    collector::{Collector, attribute},
    server::ServerProcess,
};

const TENANT: &str = "warendorf";
/// A name that nobody has, and a search for it.
const PLANTED: &str = "Planted-Zeuge";
const PASSWORD: &str = "kreislotse-demo";

const SIGN_IN: &str = "mutation SignIn($input: SessionOpenInput!) {
    sessionOpen(input: $input) { session { token csrfToken } } }";
const REGISTER: &str = "mutation RegisterPerson($input: PersonRegisterInput!) {
    personRegister(input: $input) { person { id displayName } userErrors { code } } }";

async fn sign_in(server: &ServerProcess) -> Client {
    let nobody = server.client(TENANT, Credential::None);
    let input = json!({ "input": { "login": "leitung", "password": PASSWORD } });
    let session = nobody.graphql(SIGN_IN, input).await.data()["sessionOpen"]["session"].take();
    let text = |name: &str| {
        session[name]
            .as_str()
            .expect("the demo's lead signs in")
            .to_owned()
    };
    nobody.showing(Credential::Session {
        token: text("token"),
        csrf_token: text("csrfToken"),
    })
}

/// The planted name in every part of a request: variables, documents, addresses, paths, forms.
async fn ask_about_the_planted(client: &Client) {
    let input = json!({ "input": { "givenName": PLANTED, "familyName": PLANTED } });
    let registered = client.graphql(REGISTER, input).await.data();
    assert_eq!(
        registered["personRegister"]["userErrors"],
        json!([]),
        "{registered}"
    );
    let document =
        format!("query FindPlanted {{ persons(name: {PLANTED:?}) {{ nodes {{ id }} }} }}");
    client.graphql(&document, json!({})).await.data();
    let refused = format!("query RefusePlanted {{ persons(name: {PLANTED:?}) {{ nothing }} }}");
    assert_eq!(client.graphql(&refused, json!({})).await.status, 400);
    for (path, status) in [
        (format!("cases?search={PLANTED}"), 200),
        (format!("cases/{PLANTED}"), 404),
        (format!("no-page/{PLANTED}?{PLANTED}"), 404),
    ] {
        assert_eq!(client.page(&path).await.status, status, "{path}");
    }
    let other_county = client.at(&PLANTED.to_lowercase());
    assert_eq!(other_county.page("cases").await.status, 404);
}

fn text(value: &str) -> Option<Value> {
    Some(Value::StringValue(value.to_owned()))
}

fn assert_statements(span: &Span) {
    let statements = attribute(span, "statements");
    assert!(
        matches!(statements, Some(Value::IntValue(1..))),
        "{statements:?}: {span:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_span_names_tenant_operation_and_statements_and_nobody() {
    let collector = Collector::start();
    let endpoint = collector.endpoint();
    let arguments = ["--otlp", &endpoint, "--trace-ratio", "1"];
    let server = ServerProcess::start(TENANT, &arguments).await;
    let client = sign_in(&server).await;
    ask_about_the_planted(&client).await;
    client.page("help").await;

    for operation in ["RegisterPerson", "FindPlanted", "/k/{tenant}/cases"] {
        let span = collector.span_of(operation).await;
        assert_eq!(attribute(&span, "tenant"), text(TENANT), "{span:?}");
        assert_eq!(
            attribute(&span, "status"),
            Some(Value::IntValue(200)),
            "{span:?}"
        );
        assert_statements(&span);
    }
    // Requests are traced in their order: what came before the last one has arrived with it.
    collector.span_of("/k/{tenant}/help").await;
    let Credential::Session { token, csrf_token } = client.credential() else {
        panic!("the lead has a session");
    };
    let (sent, said) = (collector.everything(), server.said());
    for secret in [
        PLANTED,
        &PLANTED.to_lowercase(),
        PASSWORD,
        token,
        csrf_token,
    ] {
        assert!(!sent.contains(secret), "a trace names {secret:?}");
        assert!(!said.contains(secret), "a log names {secret:?}: {said}");
    }
}
