//! The target group in stages on real persons and families.

use kernel::testing::Store;
use plugins_host::points::ExtensionPoint::TargetGroup;
use rules::explain;

use super::world::World;
use crate::{
    model::{PersonDetails, ResidenceStatus},
    register_person,
    testing::{Fixture, day, neuss},
    update_person,
};

fn young_refugee() -> PersonDetails {
    PersonDetails {
        given_name: "Amina".to_owned(),
        family_name: "Haddad".to_owned(),
        birth_date: Some(day("2002-03-01")),
        municipality: Some("05162024".to_owned()),
        residence_status: Some(ResidenceStatus::HumanitarianPermit),
        refugee: true,
        ..PersonDetails::default()
    }
}

#[tokio::test]
async fn a_person_stands_in_a_stage_with_a_reason_and_a_change_is_decided_at_once() {
    for store in Store::ALL {
        let fixture = Fixture {
            county: neuss(),
            ..Fixture::create_with(store, &[rules::migrations]).await
        };
        let world = World::of(fixture).await;
        let version = world.in_effect("rhein-kreis-neuss/target-group.rust").await;
        let person = register_person(&world.lead, young_refugee(), None).await;
        let person = person.expect("registers");
        let standing = world
            .standing(TargetGroup, person.id.0)
            .await
            .expect("stands");
        let decision = standing.decision.expect("is decided");
        assert_eq!(decision.outcome, "stage-1a", "{store:?}");
        let county = (world.lead.county(), world.lead.locale());
        let about = version.about.as_ref().expect("was checked");
        let reasons = explain(
            county,
            about,
            (&decision.input, &decision.output),
            |_, _| None,
        );
        assert!(reasons[0].contains("24"), "{reasons:?}");

        let served = PersonDetails {
            programmes: vec!["jmd".to_owned()],
            ..young_refugee()
        };
        update_person(&world.lead, person.id, 1, served)
            .await
            .expect("updates");
        let outcome = world.outcome(TargetGroup, person.id.0).await;
        assert_ne!(
            outcome.as_deref(),
            Some("stage-1a"),
            "the youth migration service goes first"
        );
        let decisions = rules::list_decisions(
            &world.lead,
            kernel::access::Permission::PersonRead,
            person.id.0,
        )
        .await
        .expect("reads");
        assert_eq!(decisions.len(), 2);
        assert!(decisions[0].0.replaced_at.is_none() && decisions[1].0.replaced_at.is_some());
    }
}
