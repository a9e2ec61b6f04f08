//! Which version holds: the database finds the same as the pure rule does among all, in one statement.

use std::{path::Path, sync::Arc};

use chrono::NaiveDate;
use kernel::{
    access::{Role, Scope},
    testing::{Store, TestTenant},
};
use plugins_host::points::ExtensionPoint::CaseClosing;
use rules::{
    list_rules, maintain_rules,
    model::{RuleVersion, effective_on},
    testing::{engine, plant_approved, plant_check, version_in_effect},
};
use tenants::{County, CountyContext};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A county without anything, and somebody who keeps its rules.
struct World {
    tenant: TestTenant,
    county: Arc<County>,
    admin: CountyContext,
}

impl World {
    async fn create(store: Store) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants/counties/warendorf");
        let county = County::load_folder(&folder).expect("the county's files have no mistakes");
        let county = Arc::new(county);
        let tenant = TestTenant::create(store, "warendorf", &[rules::migrations]).await;
        let admin = tenant.signed_in(Role::ItAdmin, Scope::whole_county()).await;
        Self {
            admin: CountyContext::new(admin, county.clone()),
            tenant,
            county,
        }
    }

    /// The same actor in another request, with its own count of statements.
    fn again(&self) -> CountyContext {
        let context = self.tenant.context(self.admin.actor().clone());
        CountyContext::new(context, self.county.clone())
    }
}

#[tokio::test]
async fn the_version_that_holds_on_a_day_is_read_alone() {
    for store in Store::ALL {
        let world = World::create(store).await;
        for (from, withdrawn_on) in [
            ("2026-01-01", None),
            ("2026-03-01", Some("2026-03-10")),
            ("2026-05-01", None),
            // Taken back before it began.
            ("2026-06-01", Some("2026-05-20")),
        ] {
            plant_approved(&world.admin, day(from), withdrawn_on.map(day))
                .await
                .expect("plants");
        }
        let rules = engine(Vec::new()).of(&world.tenant.key, 1);
        let listing = world.again();
        let overviews = list_rules(&listing, &rules).await.expect("lists");
        // All versions with their components, and the marks on those that hold.
        assert_eq!(listing.database().statements().total(), 2, "{store:?}");
        let all: Vec<RuleVersion> = overviews
            .into_iter()
            .flat_map(|overview| overview.versions)
            .collect();
        // Each was planted with a draft and a proposed version beside it.
        assert_eq!(all.len(), 12, "{store:?}");
        for (on, from) in [
            ("2025-12-31", None),
            ("2026-01-01", Some("2026-01-01")),
            ("2026-03-01", Some("2026-03-01")),
            ("2026-03-09", Some("2026-03-01")),
            ("2026-03-10", Some("2026-01-01")),
            ("2026-05-01", Some("2026-05-01")),
            ("2026-06-01", Some("2026-05-01")),
        ] {
            let asking = world.again();
            let found = version_in_effect(&asking, day(on)).await.expect("reads");
            assert_eq!(asking.database().statements().total(), 1, "{store:?}");
            let begins = found.as_ref().and_then(|version| version.valid_from);
            assert_eq!(begins, from.map(day), "{on} {store:?}");
            assert_eq!(
                found.as_ref(),
                effective_on(&all, CaseClosing, day(on)),
                "{on} {store:?}"
            );
            let about = found.map(|version| version.about.map(|about| about.version));
            assert!(about.is_none_or(|version| version.as_deref() == Some("1.0.0")));
        }
    }
}

#[tokio::test]
async fn upkeep_looks_again_when_a_check_is_overdue_and_after_an_hour() {
    let world = World::create(Store::Sqlite).await;
    let admin = &world.admin;
    let engine = engine(Vec::new());
    let rules = engine.of(&world.tenant.key, 1);
    let is_due = || engine.needs_upkeep(&world.tenant.key, admin.clock().now());
    let pass = |minutes| {
        let clock = &world.tenant.clock;
        clock.advance(chrono::TimeDelta::minutes(minutes));
    };
    assert!(is_due(), "nobody has looked yet");
    plant_check(admin).await.expect("plants");
    maintain_rules(admin, &rules).await.expect("looks");
    pass(4);
    assert!(!is_due());
    pass(1);
    assert!(is_due(), "the check counts as dead");
    pass(1);
    maintain_rules(admin, &rules).await.expect("takes it up");
    assert!(!is_due(), "there is nothing to do");
    pass(59);
    assert!(!is_due());
    pass(1);
    assert!(is_due(), "another server's doing is found within the hour");
}
