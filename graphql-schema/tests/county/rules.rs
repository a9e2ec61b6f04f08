//! Rules: who is shown what of a decision, and what the list of rules costs.

use async_graphql::Request;
use graphql_schema::{execute_county, ids::NodeKind};
use rules::testing::{plant, plant_decision};
use serde_json::{Value, json};

use crate::world::{AHLEN_POST, World};

#[tokio::test]
async fn the_question_of_a_decision_is_for_those_who_may_read_the_whole_county() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let document =
        "query ($id: ID!) { case(id: $id) { client { id ruleDecisions { input output } } } }";
    let client = async |caller| -> Value {
        let answer = world
            .ask_with(caller, document, json!({ "id": case }))
            .await;
        answer["data"]["case"]["client"].clone()
    };
    let before = client(&lead).await;
    let person = NodeKind::Person.parse_uuid(before["id"].as_str().expect("an id"));
    let person = person.expect("a person's id");
    let planted = plant(&lead.context, "a rule").await.expect("plants");
    plant_decision(&lead.context, &planted, person, "a sister")
        .await
        .expect("plants");

    let question = json!({ "marker": "a sister" }).to_string();
    let of_lead = client(&lead).await;
    assert_eq!(
        of_lead["ruleDecisions"],
        json!([{ "input": question, "output": "{}" }])
    );
    let manager = world.case_manager(AHLEN_POST).await;
    let of_manager = client(&manager).await;
    assert_eq!(
        of_manager["ruleDecisions"],
        json!([{ "input": null, "output": "{}" }]),
        "the answer is about the person alone, the question may not be"
    );
}

#[tokio::test]
async fn the_list_of_rules_takes_two_statements_however_many_there_are() {
    let world = World::create().await;
    let lead = world.lead().await;
    for marker in ["one", "two", "three"] {
        plant(&lead.context, marker).await.expect("plants");
    }
    let caller = world.again(&lead);
    let asked = Request::new(
        "{ rules { point { key } isAsked failure { since } effective { number } versions { number title } } }",
    );
    let response = execute_county(&world.schema, caller.clone(), asked).await;
    let response = serde_json::to_value(response).expect("JSON");
    assert_eq!(response.get("errors"), None, "{response}");
    let points = response["data"]["rules"].as_array().expect("a list");
    let versions: usize = points
        .iter()
        .map(|point| point["versions"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(versions, 9, "{response}");
    // All versions with their components, and the marks on those that hold.
    assert_eq!(caller.context.database().statements().total(), 2);
}
