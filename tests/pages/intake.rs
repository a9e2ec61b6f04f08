//! Opening a case.

use graphql_schema::ids::NodeKind;
use kernel::access::Role;
use kreislotse_tests::Target;

use super::{Office, account, led_to, refuses};

const NEW: &str = "cases/new";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_chosen_and_the_case_opened_once() {
    let office = Office::open().await;
    let person = office.target.id_of(NodeKind::Person);
    let found = office
        .show(&format!("{NEW}?name={}", office.target.marker))
        .await;
    assert!(found.body.contains(&format!("cases/new?person={person}\"")));
    assert_eq!(found.body.matches("hat einen offenen Fall").count(), 1);

    let form = office.show(&format!("{NEW}?person={person}")).await;
    let place = office.target.place;
    for part in [
        format!("<option value=\"{}\" selected>", place.municipality),
        format!("<option value=\"{}\">", place.post),
        "value=\"2026-07-15\"".to_owned(),
        "Diese Person hat schon einen offenen Fall".to_owned(),
    ] {
        assert!(form.status == 200 && form.body.contains(&part), "{part}");
    }
    assert!(
        !form.body.contains(place.post_elsewhere),
        "a post that serves elsewhere"
    );

    let fields = [
        ("personId", person.as_str()),
        ("householdId", &office.target.id_of(NodeKind::Household)),
        ("channel", "in-person"),
        ("municipality", place.municipality),
        ("language", "ar"),
        ("interpreterNeeded", "yes"),
        ("reason", "Sucht eine Wohnung."),
        ("constellation", "case-management"),
        ("post", place.post),
        ("openedOn", "2026-07-15"),
        ("idempotencyKey", "form-1"),
    ];
    let opened = office.send(NEW, &fields).await;
    assert!(led_to(&opened).starts_with("cases/"));
    let twice = office.send(NEW, &fields).await;
    assert_eq!(
        led_to(&twice),
        led_to(&opened),
        "the same form opens one case"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_intake_keeps_what_was_typed() {
    let office = Office::open().await;
    let person = office.target.id_of(NodeKind::Person);
    let place = office.target.place;
    let fields = [
        ("personId", person.as_str()),
        ("channel", ""),
        ("municipality", place.municipality),
        ("language", "ar"),
        ("reason", "<i>Wohnung"),
        ("constellation", "case-management"),
        ("post", place.post_elsewhere),
        ("openedOn", "2027-01-01"),
        ("idempotencyKey", "form-1"),
    ];
    let refused = office.send(NEW, &fields).await;
    assert!(refuses(&refused, 422, &["openedOn", "channel", "post"]));
    assert!(refused.body.contains("&#60;i&#62;Wohnung</textarea>"));
    assert!(
        refused
            .body
            .contains("name=\"idempotencyKey\" value=\"form-1\"")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipality_shows_its_posts_and_opens_nothing() {
    let office = Office::open().await;
    let person = office.target.id_of(NodeKind::Person);
    let place = office.target.place;
    let fields = [
        ("personId", person.as_str()),
        ("municipality", place.elsewhere),
        ("reason", "Wohnung"),
        ("renew", "yes"),
    ];
    let renewed = office.send(NEW, &fields).await;
    assert_eq!(renewed.status, 200);
    let offers = |post: &str| renewed.body.contains(&format!("<option value=\"{post}\">"));
    assert!(offers(place.post_elsewhere) && !offers(place.post));
    assert!(renewed.body.contains("Wohnung</textarea>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_is_opened_for_nobody_absent_and_by_nobody_without_the_right() {
    let office = Office::open().await;
    let absent = Target::absent(&office.target).id_of(NodeKind::Person);
    let form = office.show(&format!("{NEW}?person={absent}")).await;
    let sent = office.send(NEW, &[("personId", absent.as_str())]).await;
    assert_eq!((form.status, sent.status), (404, 404));
    let officer = account(&office.platform, Role::AuthorityOfficer).await;
    assert_eq!(officer.client.page(NEW).await.status, 403);
}
