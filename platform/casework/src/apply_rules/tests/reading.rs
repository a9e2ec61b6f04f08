//! What it costs to ask a rule, and to list all of them.

use kernel::testing::Store;
use plugins_host::points::ExtensionPoint::CaseClosing;
use rules::list_rules;

use super::world::World;
use crate::testing::{AHLEN_KI, day};

const CLOSING: &str = "warendorf/case-closing.rust";

/// Deciding about a case whose answer is kept: the version that holds, its mark, the case, its referrals, the decision.
const DECIDE_STATEMENTS: u32 = 5;

#[tokio::test]
async fn deciding_costs_the_same_however_many_versions_there_are_and_takes_the_one_that_holds() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let case = world.fixture.case(&world.lead, "Haddad", AHLEN_KI).await;
        let first = world.in_effect(CLOSING).await;
        rules::testing::settle(&world.lead).await.expect("settles");
        let cost = async || {
            let caller = world.fixture.again(&world.lead);
            let decided = rules::decide(&caller, &world.rules, CaseClosing, &[case.id.0]).await;
            let standing = decided.expect("decides").expect("a rule holds");
            let decision = standing[&case.id.0].decision.clone().expect("is decided");
            (decision.version, caller.database().statements().total())
        };
        assert_eq!(cost().await, (first.id, DECIDE_STATEMENTS), "{store:?}");

        // A later one waits for its day, another was taken back, drafts lie about.
        let planned = world.upload(rules::testing::component(CLOSING)).await;
        world.approve_from(planned.id, day("2026-08-01")).await;
        for marker in ["one", "two"] {
            let planted = rules::testing::plant(&world.it_admin, marker).await;
            planted.expect("plants");
        }
        assert_eq!(cost().await, (first.id, DECIDE_STATEMENTS), "{store:?}");

        let caller = world.fixture.again(&world.lead);
        let overviews = list_rules(&caller, &world.rules).await.expect("reads");
        let closing = overviews.iter().find(|rule| rule.point == CaseClosing);
        let closing = closing.expect("is listed");
        assert_eq!(
            (closing.effective, closing.versions.len()),
            (Some(first.id), 8)
        );
        // All versions with their components, and the marks on those that hold.
        assert_eq!(caller.database().statements().total(), 2, "{store:?}");
    }
}
