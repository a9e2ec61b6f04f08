//! The case list: what it costs, how it is filtered, sorted and paged.

use async_graphql::Request;
use graphql_schema::execute_county;
use serde_json::{Value, json};

use crate::world::{AHLEN_POST, SOUTH_POST, World};

/// Statements of a list of 50 with client, unit, last contact and referrals. Looking up the
/// session, which happens before, is one more: six in all are allowed.
const LIST_STATEMENTS_MAX: u32 = 5;

const LIST: &str = "{ cases(first: 50) { totalCount nodes { number state { label } client { displayName } \
    unit { label } carrier { label } post { label } lastContactOn contactCount warnings { message } \
    referrals { provider state { label } } can { close } } pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn a_list_of_fifty_takes_few_statements() {
    let world = World::create().await;
    let lead = world.lead().await;
    for n in 0..50 {
        let case = world.case(&lead, &format!("Haddad{n}"), AHLEN_POST).await;
        let input = json!({ "caseId": case, "legalField": "sgb-2", "provider": "Jobcenter", "basis": "legal-basis", "basisNote": "§ 16 SGB I" });
        world.change(&lead, "referralSend", "", input).await;
    }
    let caller = world.again(&lead);
    let response = execute_county(&world.schema, caller.clone(), Request::new(LIST)).await;
    let response = serde_json::to_value(response).expect("JSON");
    assert_eq!(response.get("errors"), None, "{response}");
    let cases = &response["data"]["cases"];
    assert_eq!(cases["totalCount"], 50);
    let nodes = cases["nodes"].as_array().expect("rows");
    assert_eq!(nodes.len(), 50);
    assert!(
        nodes
            .iter()
            .all(|node| node["referrals"][0]["provider"] == "Jobcenter")
    );
    let statements = caller.context.database().statements().total();
    assert!(statements <= LIST_STATEMENTS_MAX, "{statements} statements");
}

#[tokio::test]
async fn counting_reads_nobodys_data() {
    let world = World::create().await;
    let lead = world.lead().await;
    for name in ["Aydin", "Bakr"] {
        world.case(&lead, name, AHLEN_POST).await;
    }
    let caller = world.again(&lead);
    let asked = Request::new("{ cases(first: 1) { totalCount } }");
    let response = execute_county(&world.schema, caller.clone(), asked).await;
    let response = serde_json::to_value(response).expect("JSON");
    assert_eq!(response["data"]["cases"]["totalCount"], 2, "{response}");
    // One statement counts; a list would take another and write down whose data it showed.
    assert_eq!(caller.context.database().statements().total(), 1);
}

fn names(response: &Value) -> Vec<&str> {
    let nodes = response["data"]["cases"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("no list: {response}"));
    nodes
        .iter()
        .map(|node| node["client"]["familyName"].as_str().expect("a name"))
        .collect()
}

#[tokio::test]
async fn a_list_is_paged_without_gaps_and_only_within_the_scope() {
    let world = World::create().await;
    let lead = world.lead().await;
    for name in ["Aydin", "Bakr", "Celik"] {
        world.case(&lead, name, AHLEN_POST).await;
    }
    world.case(&lead, "Demir", SOUTH_POST).await;
    let manager = world.case_manager(AHLEN_POST).await;
    let document = "query ($after: String) { cases(first: 2, after: $after, orderBy: { field: CLIENT_NAME, \
        direction: ASCENDING }) { totalCount nodes { client { familyName } } pageInfo { hasNextPage \
        hasPreviousPage endCursor } } }";
    let first = world.ask(&manager, document).await;
    assert_eq!(names(&first), ["Aydin", "Bakr"]);
    let page = &first["data"]["cases"]["pageInfo"];
    assert_eq!(
        (&page["hasNextPage"], &page["hasPreviousPage"]),
        (&json!(true), &json!(false))
    );
    let second = world
        .ask_with(&manager, document, json!({ "after": page["endCursor"] }))
        .await;
    assert_eq!(names(&second), ["Celik"]);
    assert_eq!(second["data"]["cases"]["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(second["data"]["cases"]["totalCount"], 3);
}

#[tokio::test]
async fn a_list_shows_open_cases_unless_asked_otherwise() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Aydin", AHLEN_POST).await;
    world.case(&lead, "Bakr", SOUTH_POST).await;
    let close = json!({ "caseId": case, "version": 1, "ground": "goals-reached" });
    world.change(&lead, "caseClose", "case { id }", close).await;
    for (filter, expected) in [
        ("", vec!["Bakr"]),
        ("(filter: { state: CLOSED })", vec!["Aydin"]),
        ("(filter: { state: ALL, search: \"ayd\" })", vec!["Aydin"]),
        (
            "(filter: { state: ALL, unit: \"suedkreis\" })",
            vec!["Bakr"],
        ),
        ("(filter: { post: \"no-such-post\" })", vec![]),
        ("(filter: { personId: \"garbage\" })", vec![]),
    ] {
        let document = format!("{{ cases{filter} {{ nodes {{ client {{ familyName }} }} }} }}");
        assert_eq!(
            names(&world.ask(&lead, &document).await),
            expected,
            "{filter}"
        );
    }
}
