//! The live case list.

use std::time::Duration;

use async_graphql::{Request, Response};
use futures_util::{StreamExt, stream::BoxStream};
use graphql_schema::Caller;
use kernel::{
    accounts::{NewApiToken, PresentedCredential, create_api_token, revoke_api_token},
    events::TenantEvent,
};
use serde_json::{Value, json};
use tokio::time::timeout;
use uuid::Uuid;

use crate::world::{AHLEN_POST, SOUTH_POST, World, error_code};

const DOCUMENT: &str = "subscription ($watched: [ID!]) { caseListChanged(watched: $watched) \
    { caseId case { number } leftList reload } }";

struct Listening(BoxStream<'static, Response>);

impl Listening {
    fn begin(world: &World, caller: &Caller, watched: Value) -> Self {
        let variables = async_graphql::Variables::from_json(json!({ "watched": watched }));
        let request = Request::new(DOCUMENT).variables(variables);
        Self(
            world
                .schema
                .execute_stream(world.again(caller).attach(request)),
        )
    }

    /// The next answer; `None` if nothing comes.
    async fn next(&mut self) -> Option<Value> {
        let answer = timeout(Duration::from_millis(200), self.0.next())
            .await
            .ok()??;
        Some(serde_json::to_value(answer).expect("JSON"))
    }

    async fn change(&mut self) -> Value {
        let answer = self.next().await.expect("something is told");
        answer["data"]["caseListChanged"].clone()
    }
}

#[tokio::test]
async fn a_listener_hears_of_its_own_cases_and_of_no_others() {
    let world = World::create().await;
    let lead = world.lead().await;
    let mut manager = Listening::begin(&world, &world.case_manager(AHLEN_POST).await, json!([]));
    assert_eq!(manager.next().await, None, "nothing has happened yet");
    world.case(&lead, "Demir", SOUTH_POST).await;
    assert_eq!(
        manager.next().await,
        None,
        "a foreign case is none of its business"
    );
    let case = world.case(&lead, "Aydin", AHLEN_POST).await;
    let told = manager.change().await;
    assert_eq!(
        (&told["caseId"], &told["leftList"]),
        (&json!(case), &json!(false))
    );
    assert!(told["case"]["number"].is_string());
}

#[tokio::test]
async fn a_case_that_is_closed_leaves_the_list_of_those_who_saw_it() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Aydin", AHLEN_POST).await;
    let foreign = world.case(&lead, "Demir", SOUTH_POST).await;
    let manager = world.case_manager(AHLEN_POST).await;
    let mut watching = Listening::begin(&world, &manager, json!([case, foreign]));
    let mut unaware = Listening::begin(&world, &manager, json!([]));
    assert_eq!((watching.next().await, unaware.next().await), (None, None));
    for id in [&foreign, &case] {
        let close = json!({ "caseId": id, "version": 1, "ground": "goals-reached" });
        world.change(&lead, "caseClose", "", close).await;
    }
    let told = watching.change().await;
    assert_eq!(
        told,
        json!({ "caseId": case, "case": null, "leftList": true, "reload": false })
    );
    assert_eq!(
        watching.next().await,
        None,
        "watching a foreign case tells nothing of it"
    );
    assert_eq!(unaware.next().await, None);
}

#[tokio::test]
async fn who_falls_behind_is_told_to_read_again() {
    let world = World::create().await;
    let mut listening = Listening::begin(&world, &world.lead().await, json!([]));
    assert_eq!(listening.next().await, None);
    for _ in 0..1_000 {
        world
            .tenant
            .events
            .announce(TenantEvent::CaseChanged(Uuid::now_v7()));
    }
    assert_eq!(listening.change().await["reload"], true);
}

#[tokio::test]
async fn listening_ends_with_the_token() {
    let world = World::create().await;
    let lead = world.lead().await;
    let new = NewApiToken {
        name: "Anzeige".to_owned(),
        read_only: true,
        valid_days: 30,
    };
    let (token, secret) = create_api_token(&lead.context, new).await.expect("made");
    let display = world.presenting(PresentedCredential::Bearer(secret)).await;
    let mut listening = Listening::begin(&world, &display, json!([]));
    assert_eq!(listening.next().await, None);
    world.case(&lead, "Aydin", AHLEN_POST).await;
    listening.change().await;
    revoke_api_token(&lead.context, token.id)
        .await
        .expect("taken back");
    world.case(&lead, "Bakr", AHLEN_POST).await;
    assert_eq!(
        timeout(Duration::from_secs(5), listening.0.next())
            .await
            .map(|end| end.is_none()),
        Ok(true)
    );
}

#[tokio::test]
async fn nobody_and_those_who_see_no_cases_do_not_listen() {
    let world = World::create().await;
    let nobody = Listening::begin(&world, &world.anonymous(), json!([]))
        .next()
        .await;
    assert_eq!(error_code(&nobody.expect("an answer")), "UNAUTHENTICATED");
    let member = world
        .signed_in(
            kernel::access::Role::BodyMember,
            kernel::access::Scope::whole_county(),
        )
        .await;
    let member = Listening::begin(&world, &member, json!([])).next().await;
    assert_eq!(error_code(&member.expect("an answer")), "FORBIDDEN");
}
