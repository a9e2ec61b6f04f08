use chrono::TimeDelta;
use kernel::{access::Scope, testing::Store};

use super::*;
use crate::{
    apply_rules::tests::world::World,
    find_case, record_contact,
    testing::{AHLEN_KI, SOUTH_KI, contact},
};

const CLOSING: &str = "warendorf/case-closing.rust";

fn chosen(due: &[DueCase]) -> Vec<(CaseId, i32)> {
    due.iter().map(|one| (one.case, one.version)).collect()
}

fn codes(results: Vec<ClosedByRule>) -> Vec<Result<CaseState, Vec<ProblemCode>>> {
    let code = |problems: Vec<Problem>| problems.iter().map(|problem| problem.code).collect();
    results
        .into_iter()
        .map(|one| one.result.map(|case| case.state).map_err(code))
        .collect()
}

#[tokio::test]
async fn what_the_rule_would_close_is_listed_in_scope_and_closed_one_by_one() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let lead = &world.lead;
        let seen = world.fixture.case(lead, "Haddad", AHLEN_KI).await;
        let unseen = world.fixture.case(lead, "Kaya", AHLEN_KI).await;
        let south = world.fixture.case(lead, "Amin", SOUTH_KI).await;
        assert_eq!(list_due_cases(lead, &world.rules).await.expect("lists"), []);
        // Six months for case management by the configuration of this county.
        world.tenant().clock.advance(TimeDelta::days(190));
        let day = world.today().to_string();
        record_contact(lead, contact(&seen, &day), None)
            .await
            .expect("records");
        let due = list_due_cases(lead, &world.rules).await.expect("lists");
        let ids: Vec<CaseId> = due.iter().map(|one| one.case).collect();
        assert_eq!(ids, [unseen.id, south.id], "{store:?}");
        assert_eq!(due[0].due_on, "2026-12-01".parse().ok());
        let reader = world
            .fixture
            .case_manager(Scope::unit("ahlen".parse().expect("a key")))
            .await;
        let own = list_due_cases(&reader, &world.rules).await.expect("lists");
        assert_eq!(own, due[..1], "what lies elsewhere is not listed");

        let asked = [(unseen.id, 9), (seen.id, 1), (south.id, 1)];
        let refused = close_due_cases(&reader, &world.rules, &asked)
            .await
            .expect("answers");
        let conflict = Err(vec![ProblemCode::Conflict]);
        let not_due = Err(vec![ProblemCode::NotDue]);
        assert_eq!(codes(refused), [conflict, not_due.clone(), not_due]);
        let closed = close_due_cases(&reader, &world.rules, &chosen(&own))
            .await
            .expect("closes");
        assert_eq!(codes(closed), [Ok(CaseState::Closed)], "{store:?}");
        let left = find_case(lead, south.id)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(left.case.state, CaseState::Open);
    }
}

#[tokio::test]
async fn the_countys_plugin_decides_where_it_has_one_and_closes_nothing_while_it_fails() {
    let world = World::create(Store::Sqlite).await;
    let lead = &world.lead;
    world.fixture.case(lead, "Haddad", AHLEN_KI).await;
    world.in_effect(CLOSING).await;
    assert_eq!(list_due_cases(lead, &world.rules).await.expect("lists"), []);
    world.tenant().clock.advance(TimeDelta::days(300));
    let due = list_due_cases(lead, &world.rules).await.expect("lists");
    let decision = due[0].decision.as_ref().expect("the plugin's");
    assert_eq!((due.len(), decision.outcome.as_str()), (1, "close"));
    assert_eq!(due[0].due_on, "2026-12-01".parse().ok());
    let closed = close_due_cases(lead, &world.rules, &chosen(&due))
        .await
        .expect("closes");
    assert_eq!(codes(closed), [Ok(CaseState::Closed)]);
}
