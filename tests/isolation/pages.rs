//! The probes of pages.

use std::collections::BTreeSet;

use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Ask, Target};

use super::{
    matrix::{
        About::{self, Many, Nothing},
        Probe, World,
    },
    page_routes::page_routes,
    schema::Needs,
    sessions,
};

/// How a page is asked for.
struct PageProbe {
    /// Method and path as the router has them.
    route: &'static str,
    needs: Needs,
    about: About,
    ask: fn(&Target) -> Ask,
}

const fn page(route: &'static str, needs: Needs, about: About, ask: fn(&Target) -> Ask) -> PageProbe {
    PageProbe { route, needs, about, ask }
}

const PAGES: &[PageProbe] = &[
    page("GET /", Needs::Nothing, Nothing, |_| Ask::Root("/".to_owned())),
];

impl PageProbe {
    fn to_probe(&self) -> Probe {
        let ask = self.ask;
        Probe {
            title: self.route.to_owned(),
            needs: self.needs,
            about: self.about,
            changes: self.route.starts_with("POST"),
            ask: Box::new(ask),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_show_and_change_what_is_in_reach_and_nothing_else() {
    let world = World::create(Store::Sqlite).await;
    for probe in PAGES {
        probe.to_probe().run(&world).await;
    }
}

#[test]
fn every_page_has_a_probe_and_every_probe_a_page() {
    let of_table = PAGES.iter().map(|probe| probe.route);
    let probes: BTreeSet<String> = of_table.chain(sessions::PAGES).map(str::to_owned).collect();
    let pages = page_routes();
    let without_probe: Vec<&String> = pages.difference(&probes).collect();
    assert!(without_probe.is_empty(), "add probes for {without_probe:?} to tests/isolation/pages.rs");
    let without_page: Vec<&String> = probes.difference(&pages).collect();
    assert!(without_page.is_empty(), "there is no page {without_page:?} any more: remove its probe");
}
