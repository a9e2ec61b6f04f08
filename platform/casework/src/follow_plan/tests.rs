use kernel::{
    access::Scope,
    errors::ProblemCode::{self, *},
    testing::Store,
};

use super::*;
use crate::{
    list_plans,
    model::{Attainment, Case, GoalDraft, PlanDraft, StepDoer, StepDraft},
    save_plan,
    testing::{AHLEN_KI, Fixture, day, entry_problems, is_not_found, problem},
};

fn goal(text: &str) -> GoalDraft {
    GoalDraft {
        life_area: "housing".to_owned(),
        text: text.to_owned(),
        sign: "Mietvertrag".to_owned(),
        due_on: Some(day("2026-12-01")),
        steps: vec![StepDraft {
            text: "Antrag stellen".to_owned(),
            who: Some(StepDoer::Client),
            ..StepDraft::default()
        }],
    }
}

fn draft(version: i32, goals: &[&str]) -> PlanDraft {
    PlanDraft {
        expected_version: version,
        note: String::new(),
        review_on: Some(day("2026-09-01")),
        goals: goals.iter().copied().map(goal).collect(),
    }
}

fn agreement(version: i32) -> PlanAgreement {
    PlanAgreement {
        agreed_on: day("2026-07-01"),
        agreed_how: "unterschrieben".to_owned(),
        expected_version: version,
    }
}

fn attained() -> GoalEvaluation {
    GoalEvaluation {
        attainment: Some(Attainment::Fully),
        evaluated_on: day("2026-07-10"),
        evaluation: "Zieht im August um.".to_owned(),
    }
}

async fn states(lead: &CountyContext, case: &Case) -> Vec<(i32, PlanState, usize)> {
    let plans = list_plans(lead, case.id).await.expect("reads");
    plans
        .iter()
        .map(|plan| (plan.number, plan.state, plan.goals.len()))
        .collect()
}

#[tokio::test]
async fn a_plan_goes_from_draft_to_agreement_to_its_next_version() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let first = save_plan(&lead, case.id, draft(0, &["Wohnung"]))
            .await
            .expect("begins");
        let first = save_plan(&lead, case.id, draft(first.version, &["Wohnung", "Umzug"]))
            .await
            .expect("goes on");
        assert_eq!(
            (first.number, first.version, first.goals.len()),
            (1, 2, 2),
            "{store:?}"
        );
        let first = agree_plan(&lead, first.id, agreement(2))
            .await
            .expect("agrees");
        let step = first.goals[0].steps[0].id;
        let done = complete_step(&lead, step, Some(day("2026-07-05")))
            .await
            .expect("does");
        assert_eq!(done.steps_done(), (1, 2));
        let judged = evaluate_goal(&lead, first.goals[1].id, attained())
            .await
            .expect("judges");
        assert_eq!(judged.goals[1].attainment, Some(Attainment::Fully));
        let undone = complete_step(&lead, step, None).await.expect("takes back");
        assert_eq!(undone.steps_done(), (0, 2));

        let second = save_plan(&lead, case.id, draft(0, &["Arbeit"]))
            .await
            .expect("begins");
        let expected = [(2, PlanState::Draft, 1), (1, PlanState::Agreed, 2)];
        assert_eq!(states(&lead, &case).await, expected);
        agree_plan(&lead, second.id, agreement(1))
            .await
            .expect("agrees");
        let expected = [(2, PlanState::Agreed, 1), (1, PlanState::Replaced, 2)];
        assert_eq!(states(&lead, &case).await, expected, "{store:?}");
        let late = complete_step(&lead, step, Some(day("2026-07-05"))).await;
        assert_eq!(problem(late), ("planId", WrongState));
    }
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_learns_of_the_first() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let (one, other) = tokio::join!(
            save_plan(&lead, case.id, draft(0, &["Wohnung"])),
            save_plan(&lead, case.id, draft(0, &["Arbeit"])),
        );
        let (kept, refused) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(problem(refused), ("version", Conflict), "{store:?}");
        let kept = kept.expect("one is kept");
        // Whoever agrees with the person over an old draft learns that it has changed.
        save_plan(&lead, case.id, draft(1, &["Arbeit"]))
            .await
            .expect("goes on");
        let stale = agree_plan(&lead, kept.id, agreement(1)).await;
        assert_eq!(problem(stale), ("version", Conflict));
        discard_plan(&lead, kept.id, 2).await.expect("discards");
        assert_eq!(states(&lead, &case).await, []);
        assert_eq!(
            fixture.count::<plan_steps::Entity>(&lead).await,
            0,
            "{store:?}"
        );
    }
}

#[tokio::test]
async fn every_problem_of_a_plan_is_named_with_its_place() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let wrong = PlanDraft {
        expected_version: 3,
        review_on: Some(day("2026-07-01")),
        goals: vec![
            goal("Wohnung"),
            GoalDraft {
                life_area: "weather".to_owned(),
                ..goal(" ")
            },
            GoalDraft {
                steps: vec![
                    StepDraft::default(),
                    StepDraft {
                        text: "Begleiten".to_owned(),
                        who: Some(StepDoer::Service),
                        done_on: Some(day("2026-07-16")),
                        ..StepDraft::default()
                    },
                ],
                ..goal("Arbeit")
            },
        ],
        ..PlanDraft::default()
    };
    let expected: [(&str, ProblemCode); 8] = [
        ("version", Conflict),
        ("reviewOn", InThePast),
        ("goals.1.lifeArea", Unknown),
        ("goals.1.text", Required),
        ("goals.2.steps.0.text", Required),
        ("goals.2.steps.0.who", Required),
        ("goals.2.steps.1.whoName", Required),
        ("goals.2.steps.1.doneOn", InTheFuture),
    ];
    let found = entry_problems(save_plan(&lead, case.id, wrong).await);
    let found: Vec<_> = found
        .iter()
        .map(|(path, code)| (path.as_str(), *code))
        .collect();
    assert_eq!(found, expected);
    let empty = save_plan(&lead, case.id, draft(0, &[])).await;
    assert_eq!(problem(empty), ("goals", Required));
    assert_eq!(fixture.count::<plans::Entity>(&lead).await, 0);
}

#[tokio::test]
async fn nobody_out_of_scope_reaches_a_plan() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let plan = save_plan(&lead, case.id, draft(0, &["Wohnung"]))
        .await
        .expect("begins");
    let elsewhere = fixture
        .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
        .await;
    assert!(is_not_found(list_plans(&elsewhere, case.id).await));
    assert!(is_not_found(
        save_plan(&elsewhere, case.id, draft(1, &["Arbeit"])).await
    ));
    assert!(is_not_found(
        agree_plan(&elsewhere, plan.id, agreement(1)).await
    ));
    assert!(is_not_found(discard_plan(&elsewhere, plan.id, 1).await));
    let goal = &plan.goals[0];
    assert!(is_not_found(
        complete_step(&elsewhere, goal.steps[0].id, None).await
    ));
    assert!(is_not_found(
        evaluate_goal(&elsewhere, goal.id, attained()).await
    ));
}
