//! A case from intake to reactivation, and what happens to wrong or late input.

use serde_json::json;

use crate::world::{AHLEN_POST, SOUTH_POST, World, intake, user_errors};

#[tokio::test]
async fn a_case_is_worked_on_from_intake_to_closing() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let contact =
        json!({ "caseId": case, "channel": "phone", "minutes": 20, "occurredOn": "2026-07-01" });
    let recorded = world
        .change(
            &lead,
            "contactRecord",
            "contact { minutes } case { contactCount lastContactOn }",
            contact,
        )
        .await;
    assert_eq!(
        recorded["case"],
        json!({ "contactCount": 1, "lastContactOn": "2026-07-01" })
    );
    let change = json!({ "caseId": case, "version": 1, "constellation": "process-support", "reason": "Weniger Bedarf" });
    let changed = world
        .change(
            &lead,
            "caseConstellationChange",
            "case { version constellation { key } }",
            change,
        )
        .await;
    assert_eq!(
        changed["case"],
        json!({ "version": 2, "constellation": { "key": "process-support" } })
    );
    let close = json!({ "caseId": case, "version": 2, "ground": "goals-reached", "closedOn": "2026-07-10" });
    let closed = world
        .change(
            &lead,
            "caseClose",
            "case { state { key } closedOn can { close reactivate } }",
            close,
        )
        .await;
    assert_eq!(
        closed["case"],
        json!({ "state": { "key": "closed" }, "closedOn": "2026-07-10", "can": { "close": false, "reactivate": true } })
    );
}

#[tokio::test]
async fn a_reactivated_case_keeps_its_team_and_its_history() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let contact = json!({ "caseId": case, "channel": "phone", "minutes": 20 });
    world.change(&lead, "contactRecord", "", contact).await;
    let close = json!({ "caseId": case, "version": 1, "ground": "goals-reached" });
    world.change(&lead, "caseClose", "", close).await;
    let again = json!({ "caseId": case, "version": 2, "reason": "Neuer Bedarf" });
    let reactivated = world
        .change(
            &lead,
            "caseReactivate",
            "teamRestored case { state { key } post { key } }",
            again,
        )
        .await;
    assert_eq!(
        reactivated,
        json!({
            "teamRestored": true,
            "case": { "state": { "key": "open" }, "post": { "key": AHLEN_POST } },
            "userErrors": [],
        })
    );
    let document = "query ($id: ID!) { case(id: $id) { timeline { nodes { kind note } } contacts { nodes { minutes \
        recordedBy } } } }";
    let read = world.ask_with(&lead, document, json!({ "id": case })).await;
    let kinds: Vec<&str> = read["data"]["case"]["timeline"]["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{read}"))
        .iter()
        .filter_map(|entry| entry["kind"].as_str())
        .collect();
    for kind in ["OPENED", "CONTACT", "CLOSED", "REACTIVATED"] {
        assert!(kinds.contains(&kind), "{kind} is missing in {kinds:?}");
    }
    assert_eq!(
        read["data"]["case"]["contacts"]["nodes"][0]["recordedBy"],
        "Test kim_lead"
    );
}

#[tokio::test]
async fn a_lost_update_is_refused_and_both_versions_can_be_shown() {
    let world = World::create().await;
    let lead = world.lead().await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let change = |constellation: &str| json!({ "caseId": case, "version": 1, "constellation": constellation, "reason": "Anderer Bedarf" });
    let selection = "case { version constellation { key } }";
    world
        .change(
            &lead,
            "caseConstellationChange",
            selection,
            change("process-support"),
        )
        .await;
    let late = world
        .change(
            &lead,
            "caseConstellationChange",
            selection,
            change("brief-intervention"),
        )
        .await;
    assert_eq!(user_errors(&late), [("version", "CONFLICT")]);
    assert_eq!(
        late["case"],
        json!({ "version": 2, "constellation": { "key": "process-support" } })
    );
}

#[tokio::test]
async fn the_same_submission_twice_opens_one_case() {
    let world = World::create().await;
    let lead = world.lead().await;
    let person = world.person(&lead, "Haddad").await;
    let mut input = intake(&person, AHLEN_POST);
    input["idempotencyKey"] = json!("form-1");
    let first = world
        .change(&lead, "caseOpen", "case { id }", input.clone())
        .await;
    let second = world
        .change(&lead, "caseOpen", "case { id }", input.clone())
        .await;
    assert_eq!(first["case"]["id"], second["case"]["id"]);
    input["reason"] = json!("Etwas anderes");
    let other = world.change(&lead, "caseOpen", "case { id }", input).await;
    assert_eq!(user_errors(&other), [("idempotencyKey", "KEY_REUSED")]);
    let counted = world.ask(&lead, "{ cases { totalCount } }").await;
    assert_eq!(counted["data"]["cases"]["totalCount"], 1);
}

#[tokio::test]
async fn wrong_values_are_named_by_field_with_a_text_that_says_what_to_do() {
    let world = World::create().await;
    let lead = world.lead().await;
    let mut input = intake("garbage", AHLEN_POST);
    input["openedOn"] = json!("31.02.2026");
    let payload = world
        .change(&lead, "caseOpen", "case { id }", input.clone())
        .await;
    assert_eq!(user_errors(&payload), [("openedOn", "MALFORMED")]);
    assert!(
        payload["userErrors"][0]["message"]
            .as_str()
            .expect("a text")
            .contains("Bitte")
    );
    input["openedOn"] = json!("2026-07-16");
    input["channel"] = json!("telepathy");
    input["referringBody"] = json!("");
    let payload = world.change(&lead, "caseOpen", "case { id }", input).await;
    let mut errors = user_errors(&payload);
    errors.sort_unstable();
    assert_eq!(
        errors,
        [
            ("channel", "UNKNOWN"),
            ("openedOn", "IN_THE_FUTURE"),
            ("personId", "UNKNOWN")
        ]
    );
}

#[tokio::test]
async fn a_case_goes_to_posts_that_serve_its_place_only() {
    let world = World::create().await;
    let lead = world.lead().await;
    let coordinator = world
        .signed_in(
            kernel::access::Role::Coordinator,
            kernel::access::Scope::unit("ahlen".parse().expect("a key")),
        )
        .await;
    let case = world.case(&lead, "Haddad", AHLEN_POST).await;
    let input = json!({ "caseId": case, "version": 1, "post": "m2-ahlen-2" });
    let kept = world
        .change(&coordinator, "caseAssign", "case { post { key } }", input)
        .await;
    assert_eq!(kept["case"]["post"]["key"], "m2-ahlen-2");
    let input = json!({ "caseId": case, "version": 2, "post": SOUTH_POST });
    let refused = world
        .change(&coordinator, "caseAssign", "case { id }", input)
        .await;
    assert_eq!(user_errors(&refused), [("post", "POST_SERVES_ELSEWHERE")]);
}

#[tokio::test]
async fn persons_and_households_are_kept_and_corrected() {
    let world = World::create().await;
    let lead = world.lead().await;
    let person = world.person(&lead, "Haddad").await;
    let update = json!({
        "personId": person, "version": 1, "givenName": "Amina", "familyName": "Haddad", "birthDate": "1990-05-01",
        "gender": "female", "nationality": "SY", "municipality": crate::world::AHLEN,
    });
    let updated = world
        .change(
            &lead,
            "personUpdate",
            "person { age gender { label } version }",
            update.clone(),
        )
        .await;
    assert_eq!(
        updated["person"],
        json!({ "age": 36, "gender": { "label": "weiblich" }, "version": 2 })
    );
    let late = world
        .change(&lead, "personUpdate", "person { version }", update)
        .await;
    assert_eq!(user_errors(&late), [("version", "CONFLICT")]);
    assert_eq!(late["person"]["version"], 2);

    let members = json!([{ "personId": person, "role": "adult", "validFrom": "2026-06-01" }]);
    let create = json!({ "name": "Familie Haddad", "members": members });
    let selection = "household { id version members { id role { key } person { familyName } } }";
    let made = world
        .change(&lead, "householdCreate", selection, create)
        .await;
    assert_eq!(
        made["household"]["members"][0]["person"]["familyName"],
        "Haddad"
    );
    let child = world.person(&lead, "Haddad").await;
    let household = &made["household"]["id"];
    let add = json!({ "householdId": household, "version": 1, "personId": child, "role": "child" });
    let added = world
        .change(&lead, "householdMemberAdd", selection, add)
        .await;
    let members = added["household"]["members"].as_array().expect("members");
    assert_eq!(members.len(), 2);
    let end = json!({
        "householdId": household, "version": added["household"]["version"],
        "membershipId": made["household"]["members"][0]["id"], "validTo": "2026-07-01",
    });
    let ended = world
        .change(
            &lead,
            "householdMemberEnd",
            "household { members { id } }",
            end,
        )
        .await;
    assert_eq!(
        ended["household"]["members"].as_array().map(Vec::len),
        Some(1)
    );
    let document =
        "query ($id: ID!) { person(id: $id) { households { name } cases { totalCount } } }";
    let read = world
        .ask_with(&lead, document, json!({ "id": child }))
        .await;
    assert_eq!(
        read["data"]["person"],
        json!({ "households": [{ "name": "Familie Haddad" }], "cases": { "totalCount": 0 } })
    );
}
