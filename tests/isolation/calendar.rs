//! Calendars: the secret in the address opens its owner's, and nothing tells a secret that was taken
//! back or belongs to another county from one that never was.

use graphql_schema::ids::NodeKind;
use kernel::testing::Store;
use kreislotse_tests::{Answer, Client, Credential, Target};
use serde_json::{Value, json};

use super::{matrix::World, verdict::Verdict};

const CREATE: &str =
    "mutation { calendarFeedCreate(input: { name: \"phone\" }) { calendarFeed { id } secret } }";
const REVOKE: &str =
    "mutation($id: ID!) { calendarFeedRevoke(input: { id: $id }) { calendarFeed { id } } }";

/// As long as a secret, so that its length tells nothing.
const NEVER: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn make(client: &Client) -> (Value, String) {
    let made = client.graphql(CREATE, json!({})).await.data();
    let secret = made["calendarFeedCreate"]["secret"].as_str();
    (
        made["calendarFeedCreate"]["calendarFeed"]["id"].clone(),
        secret.expect("a secret").to_owned(),
    )
}

async fn fetch(client: &Client, secret: &str) -> Answer {
    client.page(&format!("calendar/{secret}.ics")).await
}

fn assert_same_as_never(answer: &Answer, never: &Answer, title: &str) {
    assert_eq!(
        (answer.status, &answer.body, answer.statements()),
        (404, &never.body, never.statements()),
        "{title}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_opens_its_owners_calendar_until_it_is_taken_back() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let lead = world.ours.lead();
        let target: Target = world.plant(lead).await;
        let (id, secret) = make(&lead.client).await;
        let [ours, theirs] = [&world.ours, &world.theirs]
            .map(|crew| world.platform.client(&crew.tenant, Credential::None));
        let never = fetch(&ours, NEVER).await;
        assert_eq!(Verdict::of(&never), Verdict::Absent, "{store:?}");

        let calendar = fetch(&ours, &secret).await;
        assert_eq!(calendar.status, 200);
        let content_type = calendar.headers.get("content-type").map(String::as_str);
        assert_eq!(content_type, Some("text/calendar; charset=utf-8"));
        let uid = format!(
            "UID:{}",
            NodeKind::Appointment
                .global_id(target.appointment.0)
                .as_str()
        );
        let unfolded = calendar.body.replace("\r\n ", "");
        assert!(unfolded.contains(&uid), "{store:?}: {}", calendar.body);
        // The county has not switched names on: neither client nor place nor title is told.
        assert!(!unfolded.contains(&target.marker), "{}", calendar.body);

        // The calendar is its owner's, whoever fetches it; somebody else's shows something else.
        let manager = world.ours.of(kernel::access::Role::CaseManager);
        let (_, other) = make(&manager.client).await;
        let other = fetch(&lead.client, &other).await;
        assert_eq!(other.status, 200);
        assert!(!other.body.replace("\r\n ", "").contains(&uid), "{store:?}");

        let elsewhere = fetch(&theirs, &secret).await;
        let never_there = fetch(&theirs, NEVER).await;
        assert_same_as_never(&elsewhere, &never_there, "another county");
        let without_ending = ours.page(&format!("calendar/{secret}")).await;
        assert_same_as_never(&without_ending, &never, "without its ending");
        lead.client.graphql(REVOKE, json!({ "id": id })).await;
        assert_same_as_never(&fetch(&ours, &secret).await, &never, "taken back");
        let bearer = ours.showing(Credential::Bearer(secret));
        let asked = bearer.graphql("{ viewer { name } }", json!({})).await;
        assert_eq!(Verdict::of(&asked), Verdict::Unauthenticated, "{store:?}");
    }
}
