//! Rules that fail stop nobody's work.

use kernel::testing::Store;
use plugins_host::points::ExtensionPoint::CaseClosing;
use rules::{
    change_parameters, list_rules, maintain_rules,
    model::{RuleState, RuleVersion, RuleVersionId, RunState},
    testing::component,
    try_out_rule,
};

use super::world::World;
use crate::{
    record_contact,
    testing::{AHLEN_KI, Fixture, contact, day},
};

/// Behaves as its parameter says.
const MOODY: &str = "hostile/moody-closing.rust";

impl World {
    async fn in_mood(&self, version: RuleVersionId, mood: &str) -> RuleVersion {
        let parameters = format!(r#"{{"mood":"{mood}"}}"#);
        let changed = change_parameters(&self.it_admin, version, &parameters, "").await;
        changed.expect("is a version")
    }
}

#[tokio::test]
async fn the_last_decision_stays_with_a_mark_whatever_the_rule_does() {
    for (mood, code) in [
        ("trap", "PLUGIN_TRAPPED"),
        ("nonsense", "PLUGIN_NONSENSE"),
        ("decline", "PLUGIN_DECLINED"),
    ] {
        for store in Store::ALL {
            let world = World::create(store).await;
            let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
            let good = world.in_effect(MOODY).await;
            assert_eq!(
                world.outcome(CaseClosing, case.id.0).await.as_deref(),
                Some("keep")
            );
            let bad = world.in_mood(good.id, mood).await;
            // The bad mood begins tomorrow, as a version of its own.
            world.approve_from(bad.id, day("2026-07-16")).await;
            world.tenant().clock.advance(chrono::TimeDelta::days(1));

            let standing = world
                .standing(CaseClosing, case.id.0)
                .await
                .expect("stands");
            let decision = standing.decision.expect("the last decision stays");
            assert_eq!(
                (decision.version, decision.outcome.as_str()),
                (good.id, "keep")
            );
            let mark = standing.mark.expect("with a mark");
            assert_eq!(
                (mark.remark.code.as_str(), mark.count),
                (code, 1),
                "{store:?}"
            );
            record_contact(&world.lead, contact(&case, "2026-07-16"), None)
                .await
                .expect("case work goes on");
            let overviews = list_rules(&world.it_admin, &world.rules)
                .await
                .expect("reads");
            let closing = overviews.iter().find(|rule| rule.point == CaseClosing);
            assert!(
                closing.expect("is listed").mark.is_some(),
                "people see what is affected"
            );
        }
    }
}

#[tokio::test]
async fn a_rule_that_keeps_failing_is_left_alone_and_tried_again_by_itself() {
    let world = World::create(Store::Sqlite).await;
    let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
    let good = world.in_effect(MOODY).await;
    world
        .outcome(CaseClosing, case.id.0)
        .await
        .expect("is decided");
    let bad = world.in_mood(good.id, "trap").await;
    let run = try_out_rule(&world.it_admin, &world.rules, bad.id, None).await;
    let run = world.ended(run.expect("begins")).await;
    assert_eq!(run.state, RunState::Failed);
    assert_eq!(run.failure.expect("says how").code, "PLUGIN_TRAPPED");
    for _ in 0..2 {
        let run = try_out_rule(&world.it_admin, &world.rules, bad.id, None).await;
        world.ended(run.expect("begins")).await;
    }
    // The breaker knows the component: what it does in a bad mood it may do in any.
    let paused = world
        .standing(CaseClosing, case.id.0)
        .await
        .expect("stands");
    assert_eq!(paused.mark.expect("a mark").remark.code, "PLUGIN_PAUSED");
    assert!(paused.decision.is_some());
    world.tenant().clock.advance(chrono::TimeDelta::seconds(31));
    let again = world
        .standing(CaseClosing, case.id.0)
        .await
        .expect("stands");
    assert_eq!(
        again.mark, None,
        "after the pause it was tried and answered"
    );
}

#[tokio::test]
async fn a_rule_that_loops_in_one_county_leaves_the_sandbox_to_the_others() {
    let world = World::create(Store::Sqlite).await;
    let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
    let good = world.in_effect(MOODY).await;
    let looping = world.in_mood(good.id, "loop").await;
    world.approve_from(looping.id, day("2026-07-16")).await;
    world.tenant().clock.advance(chrono::TimeDelta::days(1));

    // Another county on the same server.
    let other = Fixture::create_with(Store::Sqlite, &[rules::migrations]).await;
    let quiet = World::with_engine(other, world.engine.clone(), "coesfeld").await;
    let quiet_case = quiet.fixture.case(&quiet.lead, "Kaya", AHLEN_KI).await;
    quiet.in_effect("warendorf/case-closing.rust").await;

    // Many people open pages of the county whose rule loops; each would keep a thread for its time.
    let ask =
        || async { rules::decide(&world.lead, &world.rules, CaseClosing, &[case.id.0]).await };
    let many = async { tokio::join!(ask(), ask(), ask(), ask(), ask(), ask(), ask(), ask()) };
    let others = async {
        let mut decided = 0;
        for _ in 0..50 {
            let outcome = quiet.outcome(CaseClosing, quiet_case.id.0).await;
            decided += i32::from(outcome.as_deref() == Some("keep"));
        }
        decided
    };
    let (looped, decided) = tokio::join!(many, others);
    assert_eq!(decided, 50, "no call of the other county waited in vain");
    let standing = looped.0.expect("decides").expect("a rule holds");
    let mark = standing[&case.id.0].mark.as_ref().expect("a mark");
    let stopped = ["PLUGIN_TOO_SLOW", "PLUGIN_OUT_OF_FUEL", "PLUGIN_PAUSED"];
    assert!(stopped.contains(&mark.remark.code.as_str()), "{mark:?}");
}

#[tokio::test]
async fn a_failed_evaluation_is_marked_and_a_later_one_takes_the_mark_away() {
    let world = World::create(Store::Sqlite).await;
    world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
    let draft = world.upload(component(MOODY)).await;
    assert_eq!(draft.state, RuleState::Draft);
    let bad = world.in_mood(draft.id, "decline").await;
    world.approve_from(bad.id, world.today()).await;
    maintain_rules(&world.lead, &world.rules)
        .await
        .expect("runs");
    let mark = async || {
        let overviews = list_rules(&world.it_admin, &world.rules)
            .await
            .expect("reads");
        let closing = overviews.into_iter().find(|rule| rule.point == CaseClosing);
        closing.expect("is listed").mark
    };
    let runs = async || {
        rules::list_runs(&world.it_admin, bad.id)
            .await
            .expect("reads")
    };
    world.ended(runs().await.pop().expect("one began")).await;
    assert_eq!(
        mark().await.expect("is marked").remark.code,
        "PLUGIN_DECLINED"
    );
    let good = world.in_mood(bad.id, "good").await;
    world.approve_from(good.id, day("2026-07-16")).await;
    world.tenant().clock.advance(chrono::TimeDelta::days(1));
    maintain_rules(&world.lead, &world.rules)
        .await
        .expect("runs");
    assert_eq!(mark().await, None);
}
