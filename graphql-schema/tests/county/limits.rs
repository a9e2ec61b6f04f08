//! Each limit refuses with its name; what our own pages and tools send passes.

use async_graphql::{BatchRequest, BatchResponse, Request};
use graphql_schema::{execute_county_batch, limits};
use serde_json::{Value, json};

use crate::world::{World, error_code};

fn too_big() -> Vec<(&'static str, String)> {
    let aliases = |count: usize| {
        (0..count)
            .map(|n| format!("a{n}: key "))
            .collect::<String>()
    };
    let roots = (0..=limits::ROOT_FIELDS_MAX)
        .map(|n| format!("r{n}: __typename "))
        .collect::<String>();
    let doubling: String = (0..40)
        .map(|n| format!("fragment F{n} on County {{ ...F{} ...F{} }} ", n + 1, n + 1))
        .collect();
    let deep = format!(
        "{{ county {{ words(keys: {}",
        "[".repeat(limits::DOCUMENT_NESTING_MAX)
    );
    let introspection =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    vec![
        (
            "documentBytes",
            format!(
                "{{ county {{ key }} }} #{}",
                "x".repeat(limits::DOCUMENT_BYTES_MAX)
            ),
        ),
        ("documentNesting", deep),
        ("rootFields", format!("{{ {roots} }}")),
        (
            "depth",
            format!("{} {{ key }} {}", "{ county ".repeat(16), "}".repeat(16)),
        ),
        (
            "fields",
            format!("{{ county {{ ...F0 }} }} {doubling} fragment F40 on County {{ key }}"),
        ),
        (
            "aliases",
            format!("{{ county {{ {} }} }}", aliases(limits::ALIASES_MAX + 1)),
        ),
        ("introspectionLists", introspection.to_owned()),
        (
            "complexity",
            "{ cases(first: 100) { nodes { contacts(first: 100) { nodes { note } } } } }"
                .to_owned(),
        ),
        ("first", "{ cases(first: 101) { nodes { id } } }".to_owned()),
    ]
}

#[tokio::test]
async fn every_limit_refuses_by_its_name() {
    let world = World::create().await;
    let lead = world.lead().await;
    for (limit, document) in too_big() {
        let response = world.ask(&lead, &document).await;
        assert_eq!(
            error_code(&response),
            "LIMIT_EXCEEDED",
            "{limit}: {response}"
        );
        assert_eq!(
            response["errors"][0]["extensions"]["limit"], limit,
            "{response}"
        );
        assert_eq!(response["data"], Value::Null, "{limit}");
    }
}

#[tokio::test]
async fn lists_in_an_input_are_limited() {
    let world = World::create().await;
    let keys: Vec<String> = (0..=limits::LIST_INPUT_MAX)
        .map(|n| format!("k{n}"))
        .collect();
    let document = "query ($keys: [String!]!) { county { words(keys: $keys) { label } } }";
    let response = world
        .ask_with(&world.anonymous(), document, json!({ "keys": keys }))
        .await;
    assert_eq!(error_code(&response), "LIMIT_EXCEEDED");
    assert_eq!(response["errors"][0]["extensions"]["limit"], "listInput");
}

#[tokio::test]
async fn a_batch_has_at_most_ten_requests() {
    let world = World::create().await;
    let batch = |count: usize| {
        BatchRequest::Batch(
            (0..count)
                .map(|_| Request::new("{ county { key } }"))
                .collect(),
        )
    };
    let answer = |batch| execute_county_batch(&world.schema, world.anonymous(), batch);
    let BatchResponse::Batch(responses) = answer(batch(limits::BATCH_REQUESTS_MAX)).await else {
        panic!("a batch is answered by a batch");
    };
    assert!(
        responses.len() == limits::BATCH_REQUESTS_MAX && responses.iter().all(|one| one.is_ok())
    );
    let BatchResponse::Single(refused) = answer(batch(limits::BATCH_REQUESTS_MAX + 1)).await else {
        panic!("too large a batch gets one answer");
    };
    let refused = serde_json::to_value(refused).expect("JSON");
    assert_eq!(refused["errors"][0]["extensions"]["limit"], "batchRequests");
}

#[tokio::test]
async fn the_introspection_of_graphiql_passes() {
    let world = World::create().await;
    let of_type = format!("{} {}", "ofType { kind name ".repeat(9), "}".repeat(9));
    let document = format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} \
         mutationType {{ name kind }} subscriptionType {{ name kind }} types {{ ...FullType }} \
         directives {{ name description isRepeatable locations args {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL \
         fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) \
         {{ ...InputValue }} type {{ ...TypeRef }} isDeprecated deprecationReason }} \
         inputFields {{ ...InputValue }} interfaces {{ ...TypeRef }} \
         enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} \
         possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue }}
         fragment TypeRef on __Type {{ kind name {of_type} }}"
    );
    let response = world.ask(&world.lead().await, &document).await;
    assert_eq!(response.get("errors"), None, "{}", response["errors"]);
    assert_eq!(response["data"]["__schema"]["queryType"]["name"], "Query");
}

#[tokio::test]
async fn lists_within_lists_are_judged_by_their_cost() {
    let world = World::create().await;
    let lead = world.lead().await;
    let document = |first: u32| {
        format!(
            "{{ persons(first: {first}) {{ nodes {{ cases(first: {first}) {{ nodes {{ number }} }} }} }} }}"
        )
    };
    let refused = world.ask(&lead, &document(100)).await;
    assert_eq!(
        refused["errors"][0]["extensions"]["limit"], "complexity",
        "{refused}"
    );
    let answered = world.ask(&lead, &document(50)).await;
    assert_eq!(answered.get("errors"), None, "{answered}");
}

#[tokio::test]
async fn what_graphql_itself_refuses_has_a_code() {
    let world = World::create().await;
    let lead = world.lead().await;
    for (document, code) in [
        ("{ county { key }", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "{ county { key } } query { county { key } }",
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            "query A { __typename } query B { __typename }",
            "BAD_USER_INPUT",
        ),
        ("{ cases(first: 0) { nodes { id } } }", "BAD_USER_INPUT"),
        (
            "{ cases(after: \"garbage\") { nodes { id } } }",
            "BAD_USER_INPUT",
        ),
        ("{ structure(on: \"gestern\") { on } }", "BAD_USER_INPUT"),
        (
            "subscription { caseListChanged { reload } }",
            "BAD_USER_INPUT",
        ),
    ] {
        assert_eq!(
            error_code(&world.ask(&lead, document).await),
            code,
            "{document}"
        );
    }
}
