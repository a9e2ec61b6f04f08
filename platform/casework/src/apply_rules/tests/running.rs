//! Trying out on live data, and deciding anew about everybody.

use chrono::TimeDelta;
use kernel::{errors::ProblemCode, paging::PageRequest, testing::Store};
use plugins_host::points::ExtensionPoint::CaseClosing;
use rules::{
    cancel_run, list_run_changes, list_run_sums, maintain_rules,
    model::{RunState, RunSum},
    present_decisions,
    testing::component,
    try_out_rule,
};

use super::world::World;
use crate::{
    synthetic::{SyntheticPlan, generate},
    testing::{AHLEN, AHLEN_KI, day, problem},
};

const CLOSING: &str = "warendorf/case-closing.rust";

#[tokio::test]
async fn trying_out_says_what_would_change_where_and_changes_nothing() {
    for store in Store::ALL {
        let world = World::create(store).await;
        for name in ["Haddad", "Kaya"] {
            world.fixture.case(&world.lead, name, AHLEN_KI).await;
        }
        world.tenant().clock.advance(TimeDelta::days(300));
        let draft = world.upload(component(CLOSING)).await;
        let run = try_out_rule(&world.it_admin, &world.rules, draft.id, None).await;
        let run = world.ended(run.expect("begins")).await;
        assert_eq!(
            (run.state, run.total, run.done, run.changed),
            (RunState::Done, 2, 2, 2)
        );
        let sums = list_run_sums(&world.it_admin, run.id).await.expect("reads");
        let all_would_close = RunSum {
            municipality: Some(AHLEN.to_owned()),
            before: None,
            after: "close".to_owned(),
            count: 2,
        };
        assert_eq!(sums, [all_would_close], "{store:?}");
        let page = PageRequest {
            size: 1,
            after: None,
        };
        let changes = list_run_changes(&world.lead, run.id, Some(AHLEN), &page).await;
        let changes = changes.expect("reads");
        assert_eq!((changes.rows.len(), changes.has_next), (1, true));
        let decided = present_decisions(&world.lead, CaseClosing)
            .await
            .expect("reads");
        assert_eq!(decided, [], "no effect");

        // The same rule against itself changes nothing.
        world.approve_from(draft.id, world.today()).await;
        maintain_rules(&world.lead, &world.rules)
            .await
            .expect("runs");
        let again = world.upload(component(CLOSING)).await;
        let run = try_out_rule(&world.it_admin, &world.rules, again.id, None).await;
        let run = world.ended(run.expect("begins")).await;
        assert_eq!((run.done, run.changed), (2, 0));
        let decided = present_decisions(&world.lead, CaseClosing)
            .await
            .expect("reads");
        assert_eq!(decided, [("close".to_owned(), 2)], "by the re-evaluation");
    }
}

#[tokio::test]
async fn a_run_can_be_stopped_and_only_one_goes_on() {
    let world = World::create(Store::Sqlite).await;
    world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
    let draft = world.upload(component(CLOSING)).await;
    let held = world.rules.hold_calls().await;
    let run = try_out_rule(&world.it_admin, &world.rules, draft.id, None).await;
    let run = run.expect("begins");
    let second = try_out_rule(&world.it_admin, &world.rules, draft.id, None).await;
    assert_eq!(problem(second), ("versionId", ProblemCode::Busy));
    cancel_run(&world.it_admin, run.id)
        .await
        .expect("is asked to stop");
    drop(held);
    assert_eq!(world.ended(run).await.state, RunState::Cancelled);
    let past = try_out_rule(
        &world.it_admin,
        &world.rules,
        draft.id,
        Some(day("2026-07-14")),
    )
    .await;
    assert_eq!(problem(past), ("asOf", ProblemCode::InThePast));
    let third = try_out_rule(&world.it_admin, &world.rules, draft.id, None).await;
    assert_eq!(
        world.ended(third.expect("begins")).await.state,
        RunState::Done
    );
}

#[tokio::test]
async fn everybody_is_decided_about_when_a_day_has_come_and_the_same_answer_is_kept_once() {
    let world = World::create(Store::Sqlite).await;
    let plan = SyntheticPlan {
        seed: 7,
        cases: 120,
        reference_date: world.today(),
    };
    generate(&world.lead, plan, |_, _| {})
        .await
        .expect("generates");
    let version = world.in_effect(CLOSING).await;
    let runs = async || {
        rules::list_runs(&world.lead, version.id)
            .await
            .expect("reads")
    };
    world.ended(runs().await.remove(0)).await;
    let count = async || -> i64 {
        let decided = present_decisions(&world.lead, CaseClosing).await;
        decided.expect("reads").iter().map(|(_, count)| count).sum()
    };
    let decided = count().await;
    assert!(decided > 20, "{decided} open cases");
    world.tenant().clock.advance(TimeDelta::days(1));
    maintain_rules(&world.lead, &world.rules)
        .await
        .expect("runs");
    assert_eq!(count().await, decided);
    assert_eq!(runs().await.len(), 2, "one for each day");
    let before = world.lead.database().statements().total();
    maintain_rules(&world.lead, &world.rules)
        .await
        .expect("finds nothing due");
    let statements = world.lead.database().statements().total() - before;
    assert!(
        statements <= 10,
        "{statements} statements with nothing to do"
    );
}

#[tokio::test]
async fn upkeep_leaves_a_county_alone_until_there_may_be_something_to_do() {
    let world = World::create(Store::Sqlite).await;
    world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
    let key = world.tenant().key.clone();
    let is_due = || world.engine.needs_upkeep(&key, world.lead.clock().now());
    let pass = |wait: TimeDelta| world.tenant().clock.advance(wait);
    let maintain = async || {
        maintain_rules(&world.lead, &world.rules)
            .await
            .expect("looks");
    };
    assert!(is_due(), "nobody has looked yet");
    maintain().await;
    assert!(!is_due(), "there is no rule");

    // An upload whose check hangs is looked after when it counts as dead.
    let draft = world.upload(component("hostile/moody-closing.rust")).await;
    pass(TimeDelta::minutes(4));
    assert!(!is_due());
    pass(TimeDelta::minutes(1));
    assert!(is_due());
    maintain().await;
    let left_behind = rules::testing::plant_check(&world.it_admin).await;
    left_behind.expect("plants");
    pass(TimeDelta::minutes(61));
    assert!(is_due(), "another server's doing is found within the hour");
    maintain().await;
    assert!(!is_due(), "the check was taken up");

    // An evaluation that failed is tried again an hour later, whoever began it.
    let parameters = r#"{"mood":"decline"}"#;
    let bad = rules::change_parameters(&world.it_admin, draft.id, parameters, "").await;
    let bad = bad.expect("is a version");
    pass(TimeDelta::minutes(30));
    world.approve_from(bad.id, world.today()).await;
    let run = rules::list_runs(&world.lead, bad.id).await.expect("reads");
    let run = world.ended(run.into_iter().next().expect("began")).await;
    assert_eq!(run.state, RunState::Failed);
    pass(TimeDelta::minutes(30));
    maintain().await;
    pass(TimeDelta::minutes(29));
    assert!(!is_due());
    pass(TimeDelta::minutes(1));
    assert!(is_due());
}
