//! Who may ask at all, and that absent and foreign look the same.

use async_graphql::{Request, parser::types::TypeKind};
use graphql_schema::{execute_county, ids::NodeKind};
use kernel::{
    access::{Role, Scope},
    accounts::{NewApiToken, PresentedCredential, create_api_token},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    descriptions::sdl_types,
    world::{AHLEN_POST, SOUTH_POST, World, error_code},
};

#[tokio::test]
async fn nobody_signed_in_reads_the_name_on_the_sign_in_page_and_nothing_else() {
    let world = World::create().await;
    let nobody = world.anonymous();
    let open = world
        .ask(
            &nobody,
            "{ __typename county { key name locale words(keys: [\"unit\"]) { label } } }",
        )
        .await;
    assert_eq!(
        open,
        json!({ "data": {
            "__typename": "Query",
            "county": {
                "key": "warendorf",
                "name": "Kreis Warendorf",
                "locale": "de",
                "words": [{ "label": open["data"]["county"]["words"][0]["label"] }],
            },
        } })
    );
    for document in [
        "{ county { ags } }",
        "{ county { lists { channels { key } } } }",
        "{ __schema { types { name } } }",
        "{ __type(name: \"Query\") { name } }",
        "{ ...F } fragment F on Query { viewer { name } }",
        "{ county { key } ... { viewer { name } } }",
    ] {
        assert_eq!(
            error_code(&world.ask(&nobody, document).await),
            "UNAUTHENTICATED",
            "{document}"
        );
    }
}

#[tokio::test]
async fn every_root_field_but_two_is_closed_to_nobody() {
    let world = World::create().await;
    for (type_name, operation) in [("Query", "query"), ("Mutation", "mutation")] {
        let TypeKind::Object(root) = &sdl_types()[type_name].kind else {
            panic!("an object")
        };
        for field in &root.fields {
            let name = field.node.name.node.as_str();
            if matches!(name, "county" | "sessionOpen") {
                continue;
            }
            let document = format!("{operation} {{ {name} }}");
            let response = world.ask(&world.anonymous(), &document).await;
            assert_eq!(error_code(&response), "UNAUTHENTICATED", "{name}");
        }
    }
}

#[tokio::test]
async fn a_request_without_its_caller_is_refused() {
    let world = World::create().await;
    let response = world
        .schema
        .execute(Request::new("{ county { key } }"))
        .await;
    let response = serde_json::to_value(response).expect("JSON");
    assert_eq!(error_code(&response), "INTERNAL");
}

#[tokio::test]
async fn the_operation_that_runs_is_the_one_that_is_judged() {
    let world = World::create().await;
    let document = "query Open { county { key } } query Closed { viewer { name } }";
    for (name, refused) in [("Open", false), ("Closed", true)] {
        let request = Request::new(document).operation_name(name);
        let response = execute_county(&world.schema, world.anonymous(), request).await;
        assert_eq!(response.is_err(), refused, "{name}");
    }
}

#[tokio::test]
async fn absent_foreign_and_garbage_ids_get_the_same_answer() {
    let world = World::create().await;
    let foreign = world.case(&world.lead().await, "Haddad", SOUTH_POST).await;
    let manager = world.case_manager(AHLEN_POST).await;
    let unknown = NodeKind::Case.global_id(Uuid::now_v7()).to_string();
    let person = NodeKind::Person.global_id(Uuid::now_v7()).to_string();
    let ids = [foreign.as_str(), &unknown, &person, "garbage", ""];
    for document in [
        "query ($id: ID!) { case(id: $id) { number client { displayName } } }",
        "query ($id: ID!) { node(id: $id) { id } }",
        "mutation ($id: ID!) { caseClose(input: { caseId: $id, version: 1, ground: \"other\", note: \"n\" }) \
         { case { id } userErrors { code } } }",
        "mutation ($id: ID!) { contactRecord(input: { caseId: $id, channel: \"phone\", minutes: 5 }) \
         { contact { id } userErrors { code } } }",
    ] {
        let mut answers = Vec::new();
        for id in ids {
            answers.push(
                world
                    .ask_with(&manager, document, json!({ "id": id }))
                    .await
                    .to_string(),
            );
        }
        assert!(
            answers.windows(2).all(|pair| pair[0] == pair[1]),
            "{document}: {answers:#?}"
        );
    }
}

#[tokio::test]
async fn what_a_role_never_may_is_forbidden() {
    let world = World::create().await;
    let member = world
        .signed_in(Role::BodyMember, Scope::whole_county())
        .await;
    for document in [
        "{ cases { nodes { id } } }",
        "{ persons { nodes { id } } }",
        "{ auditEvents { nodes { id } } }",
        "{ configuration { version } }",
        "{ apiTokens { id } }",
    ] {
        assert_eq!(
            error_code(&world.ask(&member, document).await),
            "FORBIDDEN",
            "{document}"
        );
    }
    let structure = world
        .ask(&member, "{ structure { total { formatted } } }")
        .await;
    assert_eq!(structure.get("errors"), None, "{structure}");
}

#[tokio::test]
async fn a_token_for_reading_reads_and_changes_nothing() {
    let world = World::create().await;
    let lead = world.lead().await;
    let new = NewApiToken {
        name: "Bericht".to_owned(),
        read_only: true,
        valid_days: 30,
    };
    let (_, secret) = create_api_token(&lead.context, new).await.expect("made");
    let reader = world.presenting(PresentedCredential::Bearer(secret)).await;
    let read = world
        .ask(&reader, "{ cases { totalCount } viewer { permissions } }")
        .await;
    assert_eq!(read["data"]["cases"]["totalCount"], 0);
    let document = "mutation { personRegister(input: { givenName: \"A\", familyName: \"B\" }) { person { id } } }";
    assert_eq!(error_code(&world.ask(&reader, document).await), "FORBIDDEN");
    let persons = world.ask(&lead, "{ persons { totalCount } }").await;
    assert_eq!(persons["data"]["persons"]["totalCount"], Value::from(0));
}

#[tokio::test]
async fn what_is_offered_on_a_case_is_what_role_and_state_allow() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let document = "query ($id: ID!) { case(id: $id) { can \
                    { changeConstellation assign close reactivate recordContact recordReferral } } }";
    let officer = world
        .signed_in(Role::AuthorityOfficer, Scope::whole_county())
        .await;
    let manager = world.case_manager(AHLEN_POST).await;
    for (caller, may_assign, may_work) in [
        (&lead, true, true),
        (&manager, false, true),
        (&officer, false, false),
    ] {
        let response = world
            .ask_with(caller, document, json!({ "id": case }))
            .await;
        assert_eq!(
            response["data"]["case"]["can"],
            json!({
                "changeConstellation": may_work, "assign": may_assign, "close": may_work,
                "reactivate": false, "recordContact": may_work, "recordReferral": may_work,
            })
        );
    }
}
