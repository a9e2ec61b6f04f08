//! Upload, check, proposal, agreement, effect, taking back.

use chrono::{Days, TimeDelta};
use kernel::{errors::ProblemCode, testing::Store};
use plugins_host::points::ExtensionPoint::CaseClosing;
use rules::{
    approve_rule, change_parameters, discard_rule, explain, list_rules, maintain_rules,
    model::{GoldenFile, RuleState, RuleUpload, limits::WAITING_VERSIONS_MAX},
    propose_rule, replay_decisions, return_rule, roll_back_rule,
    testing::component,
    upload_rule,
};

use super::world::World;
use crate::testing::{AHLEN_KI, day, is_not_found, problem};

const CLOSING: &str = "warendorf/case-closing.rust";

#[tokio::test]
async fn a_rule_comes_into_effect_decides_and_explains() {
    for store in Store::ALL {
        let world = World::create(store).await;
        // Opened on 1 June 2026, nobody in touch since.
        let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
        assert_eq!(
            world.outcome(CaseClosing, case.id.0).await,
            None,
            "no rule yet"
        );
        let first = world.in_effect(CLOSING).await;
        assert_eq!((first.state, first.number), (RuleState::Approved, 1));
        assert_eq!(
            world.outcome(CaseClosing, case.id.0).await.as_deref(),
            Some("keep")
        );

        world.tenant().clock.advance(TimeDelta::days(200));
        let standing = world
            .standing(CaseClosing, case.id.0)
            .await
            .expect("stands");
        let decision = standing.decision.expect("is decided");
        assert_eq!(
            (decision.outcome.as_str(), standing.mark),
            ("close", None),
            "{store:?}"
        );
        assert_eq!((decision.version, decision.configuration), (first.id, 7));
        let about = first.about.as_ref().expect("was checked");
        let county = (world.lead.county(), world.lead.locale());
        let reasons = explain(
            county,
            about,
            (&decision.input, &decision.output),
            |_, _| None,
        );
        assert!(
            reasons[0].contains('6') && !reasons[0].contains('{'),
            "{reasons:?}"
        );
    }
}

#[tokio::test]
async fn other_parameters_take_their_turn_and_are_taken_back_and_return() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
        let first = world.in_effect(CLOSING).await;
        world.tenant().clock.advance(TimeDelta::days(200));
        let outcome = async || world.outcome(CaseClosing, case.id.0).await;
        assert_eq!(outcome().await.as_deref(), Some("close"));
        // Twelve months without contact instead of six: another version, from tomorrow.
        let mut parameters: serde_json::Value =
            serde_json::from_str(first.parameters.as_deref().expect("has some")).expect("JSON");
        for value in parameters.as_object_mut().expect("an object").values_mut() {
            *value = if value.is_i64() {
                24.into()
            } else {
                value.take()
            };
        }
        let text = parameters.to_string();
        let changed = change_parameters(&world.it_admin, first.id, &text, "").await;
        let second = changed.expect("is a version");
        let tomorrow = world.today() + Days::new(1);
        world.approve_from(second.id, tomorrow).await;
        assert_eq!(outcome().await.as_deref(), Some("close"));
        world.tenant().clock.advance(TimeDelta::days(1));
        maintain_rules(&world.lead, &world.rules)
            .await
            .expect("runs");
        assert_eq!(outcome().await.as_deref(), Some("keep"));

        let back = roll_back_rule(
            &world.lead,
            &world.rules,
            CaseClosing,
            Some(first.id),
            "Zu lang.",
        );
        let present = back.await.expect("rolls back").expect("holds");
        assert_eq!(present.id, first.id);
        assert_eq!(outcome().await.as_deref(), Some("close"));
        // And forward again: what was taken back returns as a version of its own.
        let again = roll_back_rule(
            &world.lead,
            &world.rules,
            CaseClosing,
            Some(second.id),
            "Doch.",
        );
        let present = again.await.expect("returns").expect("holds");
        assert_eq!(
            (present.number, &present.parameters),
            (3, &second.parameters)
        );
        let off = roll_back_rule(&world.lead, &world.rules, CaseClosing, None, "Ohne Regel.");
        assert_eq!(off.await.expect("is switched off"), None);
        assert_eq!(outcome().await, None);

        let replayed = replay_decisions(&world.lead, &world.rules, |_| {}).await;
        let replayed = replayed.expect("replays");
        assert_eq!(replayed.different, []);
        assert!(replayed.same >= 3, "{store:?} {replayed:?}");
    }
}

#[tokio::test]
async fn nobody_agrees_to_a_proposal_of_ones_own_and_no_two_hold_from_the_same_day() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let draft = world.upload(component(CLOSING)).await;
        let early = propose_rule(&world.lead, draft.id, world.today() - Days::new(1)).await;
        assert_eq!(problem(early), ("validFrom", ProblemCode::InThePast));
        propose_rule(&world.lead, draft.id, world.today())
            .await
            .expect("proposes");
        let twice = propose_rule(&world.lead, draft.id, world.today()).await;
        assert_eq!(problem(twice), ("versionId", ProblemCode::WrongState));
        let alone = approve_rule(&world.lead, &world.rules, draft.id, "").await;
        assert_eq!(
            problem(alone),
            ("versionId", ProblemCode::SecondPersonNeeded)
        );
        let other = world.upload(component(CLOSING)).await;
        let same_day = propose_rule(&world.it_admin, other.id, world.today()).await;
        assert_eq!(
            problem(same_day),
            ("validFrom", ProblemCode::Taken),
            "{store:?}"
        );
        let returned = return_rule(&world.it_admin, draft.id, "Bitte erst ausprobieren.").await;
        let returned = returned.expect("is given back");
        assert_eq!(
            (returned.state, returned.valid_from),
            (RuleState::Draft, None)
        );
        propose_rule(&world.it_admin, other.id, world.today())
            .await
            .expect("the day is free again");
        let late = {
            world.tenant().clock.advance(TimeDelta::days(1));
            approve_rule(&world.lead, &world.rules, other.id, "").await
        };
        assert_eq!(problem(late), ("validFrom", ProblemCode::InThePast));
    }
}

#[tokio::test]
async fn a_county_may_let_one_person_decide() {
    let world = World::create(Store::Sqlite).await;
    let county = crate::testing::county(|files| {
        let file = files.get_mut("county.yaml").expect("is there");
        let features = file.find("features:\n").map(|at| at + "features:\n".len());
        match features {
            Some(at) => file.insert_str(at, "  rules_by_one_person: true\n"),
            None => file.push_str("\nfeatures:\n  rules_by_one_person: true\n"),
        }
    });
    let lead = world.fixture.with_county(&world.lead, county);
    let draft = world.upload(component(CLOSING)).await;
    propose_rule(&lead, draft.id, world.today())
        .await
        .expect("proposes");
    let approved = approve_rule(&lead, &world.rules, draft.id, "").await;
    assert_eq!(approved.expect("agrees").state, RuleState::Approved);
}

fn upload(component: Vec<u8>, golden_cases: Vec<GoldenFile>) -> RuleUpload {
    RuleUpload {
        component,
        golden_cases,
        point: None,
        note: String::new(),
    }
}

#[tokio::test]
async fn bad_uploads_are_named_and_leave_nothing() {
    let world = World::create(Store::Sqlite).await;
    let try_it = |upload: RuleUpload| upload_rule(&world.it_admin, &world.rules, upload);
    let nothing = try_it(upload(Vec::new(), Vec::new())).await;
    assert_eq!(problem(nothing), ("component", ProblemCode::Required));
    let text = try_it(upload(b"(module)".to_vec(), Vec::new())).await;
    assert_eq!(problem(text), ("component", ProblemCode::RuleRefused));
    let other_point = RuleUpload {
        point: Some(plugins_host::points::ExtensionPoint::TargetGroup),
        ..upload(component(CLOSING), Vec::new())
    };
    let other_point = try_it(other_point).await;
    assert_eq!(
        problem(other_point),
        ("component", ProblemCode::RuleForOtherPoint)
    );
    let bad_case = GoldenFile {
        name: "a.json".to_owned(),
        content: b"{".to_vec(),
    };
    let bad_case = try_it(upload(component(CLOSING), vec![bad_case])).await;
    assert_eq!(
        problem(bad_case),
        ("goldenCases", ProblemCode::RuleCaseMalformed)
    );
    let manager = world
        .fixture
        .case_manager(kernel::access::Scope::whole_county())
        .await;
    let forbidden = upload_rule(
        &manager,
        &world.rules,
        upload(component(CLOSING), Vec::new()),
    );
    assert!(matches!(
        forbidden.await,
        Err(kernel::errors::Failure::Forbidden)
    ));
    let overviews = list_rules(&world.it_admin, &world.rules)
        .await
        .expect("reads");
    assert!(
        overviews
            .iter()
            .all(|overview| overview.versions.is_empty())
    );
}

#[tokio::test]
async fn an_upload_while_another_is_checked_waits_its_turn_and_a_dead_check_is_taken_up() {
    let world = World::create(Store::Sqlite).await;
    let left_behind = rules::testing::plant_check(&world.it_admin).await;
    let left_behind = left_behind.expect("plants");
    let second = upload_rule(
        &world.it_admin,
        &world.rules,
        upload(component(CLOSING), Vec::new()),
    );
    assert_eq!(problem(second.await), ("component", ProblemCode::Busy));
    world.tenant().clock.advance(TimeDelta::minutes(6));
    maintain_rules(&world.lead, &world.rules)
        .await
        .expect("takes it up");
    let refused = world.checked(left_behind).await;
    assert_eq!(refused.state, RuleState::Refused);
    assert_eq!(refused.refusal.expect("says why").code, "PLUGIN_NOT_WASM");
    assert_eq!(
        world.upload(component(CLOSING)).await.state,
        RuleState::Draft
    );
}

#[tokio::test]
async fn an_upload_whose_golden_cases_fail_is_refused_with_what_differs() {
    let world = World::create(Store::Sqlite).await;
    let case = r#"{"name": "Ein Fall von heute endet heute", "function": "judge",
        "request": {"as_of": "2026-07-15", "cases": [{"constellation": "brief-intervention",
            "opened": "2026-07-15", "last_contact": null, "open_referrals": 0, "next_appointment": null}]},
        "expected": [{"verdict": "close"}]}"#;
    let file = GoldenFile {
        name: "today.json".to_owned(),
        content: case.into(),
    };
    let version = world.upload_with(component(CLOSING), vec![file]).await;
    assert_eq!(version.state, RuleState::Refused);
    let refusal = version.refusal.expect("says why");
    assert_eq!(refusal.code, "PLUGIN_GOLDEN_CASES");
    assert_eq!(
        version.golden[0].differences,
        [r#"[0].verdict: expected "close", found "keep""#]
    );
    let proposed = propose_rule(&world.it_admin, version.id, world.today()).await;
    assert_eq!(problem(proposed), ("versionId", ProblemCode::WrongState));
    discard_rule(&world.it_admin, version.id)
        .await
        .expect("is thrown away");
    assert!(is_not_found(
        propose_rule(&world.it_admin, version.id, day("2026-08-01")).await
    ));
}

#[tokio::test]
async fn parameters_that_break_the_schema_are_refused_with_their_place() {
    let world = World::create(Store::Sqlite).await;
    let draft = world.upload(component(CLOSING)).await;
    for (parameters, code) in [
        ("{", ProblemCode::RuleParameters),
        ("[]", ProblemCode::RuleParameters),
        (r#"{"unknown": 1}"#, ProblemCode::RuleParameters),
        (
            draft.parameters.as_deref().expect("has some"),
            ProblemCode::Unchanged,
        ),
    ] {
        let changed = change_parameters(&world.it_admin, draft.id, parameters, "").await;
        assert_eq!(problem(changed), ("parameters", code), "{parameters}");
    }
}

#[tokio::test]
async fn a_county_with_too_many_drafts_throws_some_away_first() {
    let world = World::create(Store::Sqlite).await;
    let mut drafts = Vec::new();
    for at in 0..WAITING_VERSIONS_MAX {
        let planted = rules::testing::plant(&world.it_admin, &format!("draft {at}")).await;
        drafts.push(planted.expect("plants").draft);
    }
    let one_more = upload_rule(
        &world.it_admin,
        &world.rules,
        upload(component(CLOSING), Vec::new()),
    );
    assert_eq!(
        problem(one_more.await),
        ("component", ProblemCode::QuotaReached)
    );
    discard_rule(&world.it_admin, drafts[0])
        .await
        .expect("is thrown away");
    assert_eq!(
        world.upload(component(CLOSING)).await.state,
        RuleState::Draft
    );
}
