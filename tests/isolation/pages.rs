//! The probes of pages.

use std::collections::BTreeSet;

use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Ask, Target};

use super::{
    matrix::{
        About::{self, Found, Many, Nothing, Perhaps, Thing},
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
    page("GET /k/{tenant}/", Needs::SignedIn, Perhaps, |_| get("")),
    page("GET /k/{tenant}/sign-in", Needs::Nothing, Nothing, |_| get("sign-in")),
    page("GET /k/{tenant}/help", Needs::Nothing, Nothing, |_| get("help")),
    page("GET /k/{tenant}/help/{topic}", Needs::Nothing, Nothing, |_| get("help/sign-in")),
    page("GET /k/{tenant}/accessibility", Needs::Nothing, Nothing, |_| get("accessibility")),
    page("GET /k/{tenant}/graphiql", Needs::SignedIn, Nothing, |_| get("graphiql")),
    page("GET /k/{tenant}/structure", may(Permission::StructureRead), Nothing, |_| get("structure")),
    page("GET /k/{tenant}/audit", may(Permission::AuditRead), Many, |_| get("audit")),
    page("GET /k/{tenant}/tokens", may(Permission::TokenManage), Many, |_| get("tokens")),
    page("POST /k/{tenant}/tokens", may(Permission::TokenManage), Many, |_| {
        post("tokens", vec![("name", "probe".to_owned()), ("validDays", "1".to_owned())])
    }),
    page("POST /k/{tenant}/tokens/revoke", may(Permission::TokenManage), Thing, |t| {
        post("tokens/revoke", vec![("id", t.id_of(NodeKind::ApiToken))])
    }),
    page("GET /k/{tenant}/cases", may(Permission::CaseRead), Many, |_| get("cases")),
    page("GET /k/{tenant}/cases", may(Permission::CaseRead), Found, |t| {
        get(&format!("cases?search={}", t.marker))
    }),
    page("GET /k/{tenant}/persons", may(Permission::PersonRead), Many, |_| get("persons")),
    page("GET /k/{tenant}/persons", may(Permission::PersonRead), Found, |t| {
        get(&format!("persons?name={}", t.marker))
    }),
    page("GET /k/{tenant}/persons/new", may(Permission::PersonRegister), Nothing, |_| get("persons/new")),
    page("POST /k/{tenant}/persons/new", may(Permission::PersonRegister), Nothing, |t| {
        let mut fields = person(t);
        fields.push(("confirmedName", "Probe Probe".to_owned()));
        post("persons/new", fields)
    }),
    page("GET /k/{tenant}/persons/{id}", may(Permission::PersonRead), Thing, |t| {
        get(&format!("persons/{}", t.id_of(NodeKind::Person)))
    }),
    page("GET /k/{tenant}/persons/{id}/edit", may(Permission::PersonUpdate), Thing, |t| {
        get(&format!("persons/{}/edit", t.id_of(NodeKind::Person)))
    }),
    page("POST /k/{tenant}/persons/{id}/edit", may(Permission::PersonUpdate), Thing, |t| {
        let mut fields = person(t);
        fields.push(first_version());
        post(&format!("persons/{}/edit", t.id_of(NodeKind::Person)), fields)
    }),
    page("GET /k/{tenant}/households/new", may(Permission::HouseholdUpdate), Thing, |t| {
        get(&format!("households/new?person={}", t.id_of(NodeKind::Person)))
    }),
    page("POST /k/{tenant}/households/new", may(Permission::HouseholdUpdate), Thing, |t| {
        let person = ("personId", t.id_of(NodeKind::Person));
        post("households/new", vec![person, ("name", "Probe".to_owned()), ("role", "adult".to_owned()), key(t)])
    }),
    page("GET /k/{tenant}/households/{id}", may(Permission::HouseholdRead), Thing, |t| get(&household(t, ""))),
    page("GET /k/{tenant}/households/{id}/members/new", may(Permission::HouseholdUpdate), Thing, |t| {
        get(&household(t, "/members/new"))
    }),
    page("POST /k/{tenant}/households/{id}/members/new", may(Permission::HouseholdUpdate), Thing, |t| {
        let person = ("personId", t.id_of_relative());
        post(&household(t, "/members/new"), vec![person, ("role", "child".to_owned()), first_version(), key(t)])
    }),
    page("GET /k/{tenant}/households/{id}/members/end", may(Permission::HouseholdUpdate), Thing, |t| {
        get(&household(t, "/members/end"))
    }),
    page("POST /k/{tenant}/households/{id}/members/end", may(Permission::HouseholdUpdate), Thing, |t| {
        let membership = ("membershipId", t.id_of(NodeKind::HouseholdMember));
        post(&household(t, "/members/end"), vec![membership, first_version(), key(t)])
    }),
    page("GET /k/{tenant}/cases/new", may(Permission::CaseOpen), Nothing, |_| get("cases/new")),
    page("GET /k/{tenant}/cases/new", may(Permission::CaseOpen), Found, |t| {
        get(&format!("cases/new?name={}", t.marker))
    }),
    page("GET /k/{tenant}/cases/new", may(Permission::CaseOpen), Thing, |t| {
        get(&format!("cases/new?person={}", t.id_of(NodeKind::Person)))
    }),
    page("GET /k/{tenant}/cases/{id}", may(Permission::CaseRead), Thing, |t| get(&case(t, ""))),
    page("POST /k/{tenant}/cases/new", may(Permission::CaseOpen), Thing, |t| post("cases/new", intake(t))),
    page("GET /k/{tenant}/cases/{id}/constellation", may(Permission::CaseUpdate), Thing, |t| {
        get(&case(t, "/constellation"))
    }),
    page("POST /k/{tenant}/cases/{id}/constellation", may(Permission::CaseUpdate), Thing, |t| {
        let to = ("constellation", "case-management".to_owned());
        post(&case(t, "/constellation"), vec![to, reason(), first_version(), key(t)])
    }),
    page("GET /k/{tenant}/cases/{id}/assign", may(Permission::CaseAssign), Thing, |t| get(&case(t, "/assign"))),
    page("POST /k/{tenant}/cases/{id}/assign", may(Permission::CaseAssign), Thing, |t| {
        let to = ("post", t.place.next_post.to_owned());
        post(&case(t, "/assign"), vec![to, reason(), first_version(), key(t)])
    }),
    page("GET /k/{tenant}/cases/{id}/close", may(Permission::CaseClose), Thing, |t| get(&case(t, "/close"))),
    page("POST /k/{tenant}/cases/{id}/close", may(Permission::CaseClose), Thing, |t| {
        let ground = ("ground", "goals-reached".to_owned());
        post(&case(t, "/close"), vec![ground, first_version(), key(t)])
    }),
    page("GET /k/{tenant}/cases/{id}/contacts/new", may(Permission::ContactRecord), Thing, |t| {
        get(&case(t, "/contacts/new"))
    }),
    page("POST /k/{tenant}/cases/{id}/contacts/new", may(Permission::ContactRecord), Thing, |t| {
        let contact = [("channel", "phone".to_owned()), ("minutes", "5".to_owned()), key(t)];
        post(&case(t, "/contacts/new"), contact.into())
    }),
    page("GET /k/{tenant}/cases/{id}/reactivate", may(Permission::CaseReactivate), Thing, |t| {
        get(&format!("cases/{}/reactivate", t.id_of_closed_case()))
    }),
    page("POST /k/{tenant}/cases/{id}/reactivate", may(Permission::CaseReactivate), Thing, |t| {
        let version = ("version", "2".to_owned());
        post(&format!("cases/{}/reactivate", t.id_of_closed_case()), vec![reason(), version, key(t)])
    }),
    page("GET /k/{tenant}/cases/{id}/referrals/new", may(Permission::ReferralRecord), Thing, |t| {
        get(&case(t, "/referrals/new"))
    }),
    page("POST /k/{tenant}/cases/{id}/referrals/new", may(Permission::ReferralRecord), Thing, |t| {
        let to = [("legalField", "sgb-2".to_owned()), ("provider", "Probe".to_owned())];
        let basis = ("basis", "consent".to_owned());
        post(&case(t, "/referrals/new"), to.into_iter().chain([basis, key(t)]).collect())
    }),
    page("GET /k/{tenant}/cases/{id}/referrals/{referral}/answer", may(Permission::ReferralRecord), Thing, |t| {
        get(&answer(t))
    }),
    page("POST /k/{tenant}/cases/{id}/referrals/{referral}/answer", may(Permission::ReferralRecord), Thing, |t| {
        post(&answer(t), vec![("state", "accepted".to_owned()), first_version(), key(t)])
    }),
];

const fn may(permission: Permission) -> Needs {
    Needs::Permission(permission)
}

fn get(path: &str) -> Ask {
    Ask::Page(path.to_owned())
}

fn post(path: &str, fields: Vec<(&'static str, String)>) -> Ask {
    Ask::Form { path: path.to_owned(), fields }
}

fn case(target: &Target, rest: &str) -> String {
    format!("cases/{}{rest}", target.id_of(NodeKind::Case))
}

fn answer(target: &Target) -> String {
    case(target, &format!("/referrals/{}/answer", target.id_of(NodeKind::Referral)))
}

fn household(target: &Target, rest: &str) -> String {
    format!("households/{}{rest}", target.id_of(NodeKind::Household))
}

/// The key of the submission. A form that is refused comes back with it; one that the server made
/// up would differ from answer to answer.
fn key(target: &Target) -> (&'static str, String) {
    ("idempotencyKey", target.marker.clone())
}

fn reason() -> (&'static str, String) {
    ("reason", "Probe".to_owned())
}

fn first_version() -> (&'static str, String) {
    ("version", "1".to_owned())
}

fn person(target: &Target) -> Vec<(&'static str, String)> {
    vec![("givenName", "Probe".to_owned()), ("familyName", "Probe".to_owned()), key(target)]
}

fn intake(target: &Target) -> Vec<(&'static str, String)> {
    vec![
        ("personId", target.id_of(NodeKind::Person)),
        ("householdId", target.id_of(NodeKind::Household)),
        ("constellation", "case-management".to_owned()),
        ("municipality", target.place.municipality.to_owned()),
        ("post", target.place.post.to_owned()),
        ("channel", "in-person".to_owned()),
        ("language", "ar".to_owned()),
        ("reason", "Probe".to_owned()),
        key(target),
    ]
}

/// A probe of every page.
pub(super) fn all() -> Vec<Probe> {
    PAGES.iter().map(PageProbe::to_probe).collect()
}

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
    for probe in all() {
        probe.run(&world).await;
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
