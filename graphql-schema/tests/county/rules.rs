//! Rules: who is shown what of a decision, and what the list of rules costs.

use graphql_schema::ids::NodeKind;
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
