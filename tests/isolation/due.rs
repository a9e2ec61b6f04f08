//! Closing by the county's rule: needs a case that is due, which the matrix does not plant, and answers
//! for each case instead of refusing the whole.

use casework::model::{NewCase, PersonDetails};
use chrono::Days;
use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Ask, Client, place_of};
use serde_json::json;
use uuid::Uuid;

use super::{matrix::World, verdict::Verdict};

/// The mutations that this module asks for.
pub(super) const MUTATIONS: [&str; 1] = ["casesCloseByRule"];
/// The pages that this module asks for.
pub(super) const PAGES: [&str; 1] = ["POST /k/{tenant}/cases/due"];

/// Opens a case in the place of the county, unseen for more than a year.
async fn plant_due(world: &World) -> String {
    let context = world.ours.lead().context(&world.platform).await;
    let place = place_of(&world.ours.tenant);
    let details = PersonDetails {
        given_name: "Lange".to_owned(),
        family_name: "Ungesehen".to_owned(),
        ..PersonDetails::default()
    };
    let person = casework::register_person(&context, details, None).await;
    let new = NewCase {
        person_id: person.expect("registers").id,
        household_id: None,
        constellation: "brief-intervention".to_owned(),
        municipality: place.municipality.to_owned(),
        unit: None,
        carrier: None,
        post: Some(place.post.to_owned()),
        channel: "in-person".to_owned(),
        language: "ar".to_owned(),
        interpreter_needed: false,
        referring_body: None,
        reason: "Probe".to_owned(),
        opened_on: context.clock().today() - Days::new(400),
    };
    let case = casework::open_case(&context, new, None).await;
    NodeKind::Case
        .global_id(case.expect("opens").id.0)
        .to_string()
}

/// What the schema and the page answer to somebody who asks for the case to be closed, without its id.
async fn ask(client: &Client, case: &str) -> [(Verdict, String); 2] {
    let document = "mutation($input: CasesCloseByRuleInput!) { casesCloseByRule(input: $input) { \
        results { closed userErrors { field code message } } } }";
    let input = json!({ "input": { "cases": [{ "caseId": case, "version": 1 }] } });
    let by_schema = client.graphql(document, input).await;
    let name: &'static str = Box::leak(format!("case-{case}").into_boxed_str());
    let form = Ask::Form {
        path: "cases/due".to_owned(),
        fields: vec![(name, "1".to_owned()), ("idempotencyKey", "k".to_owned())],
    };
    let by_page = client.send(&form).await;
    [by_schema, by_page].map(|answer| {
        let verdict = Verdict::of(&answer);
        (verdict, answer.body.replace(case, "<case>"))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_may_close_a_case_closes_it_by_the_rule() {
    let world = World::create(Store::Sqlite).await;
    let due = plant_due(&world).await;
    let never = NodeKind::Case.global_id(Uuid::now_v7()).to_string();
    let refusals = async {
        for (_, account) in &world.ours.insiders {
            if !account.may(Permission::CaseClose) {
                for (verdict, _) in ask(&account.client, &due).await {
                    assert_eq!(verdict, Verdict::Forbidden, "{}", account.title);
                }
            }
        }
        for account in &world.ours.outsiders {
            let absent = ask(&account.client, &never).await;
            let foreign = ask(&account.client, &due).await;
            assert_eq!(foreign, absent, "{}", account.title);
        }
        for (title, client) in &world.ours.nobodies {
            for (verdict, _) in ask(client, &due).await {
                assert_ne!(verdict, Verdict::Succeeded, "{title}");
            }
        }
    };
    world
        .assert_unchanged_by("closing by the rule", refusals)
        .await;
    let [by_schema, _] = ask(&world.ours.lead().client, &due).await;
    assert!(by_schema.1.contains("\"closed\":true"), "{by_schema:?}");
}
