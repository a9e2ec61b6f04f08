//! Making households and changing their members.

use graphql_schema::ids::NodeKind;
use kernel::access::Role;
use kreislotse_tests::Target;

use super::{Office, account, led_to, refuses};

const NEW: &str = "households/new";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_is_made_once_for_a_person() {
    let office = Office::open().await;
    let person = office.target.id_of_relative();
    let form = office.show(&format!("{NEW}?person={person}")).await;
    assert!(
        form.body
            .contains(&format!("value=\"Familie {}\"", office.target.marker))
    );
    let fields = [
        ("personId", person.as_str()),
        ("name", "Familie Haddad"),
        ("role", "adult"),
        ("validFrom", "2026-01-01"),
        ("idempotencyKey", "form-1"),
    ];
    let made = office.send(NEW, &fields).await;
    assert_eq!(led_to(&office.send(NEW, &fields).await), led_to(&made));
    let page = office.show(led_to(&made)).await;
    assert!(page.body.contains("Familie Haddad") && page.body.contains("01.01.2026"));

    let wrong = [("personId", person.as_str()), ("name", ""), ("role", "")];
    let refused = office.send(NEW, &wrong).await;
    assert!(refuses(&refused, 422, &["role"]));
    let officer = account(&office.platform, Role::AuthorityOfficer).await;
    assert_eq!(
        officer
            .client
            .page(&format!("{NEW}?person={person}"))
            .await
            .status,
        403
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_comes_and_goes() {
    let office = Office::open().await;
    let household = format!("households/{}", office.target.id_of(NodeKind::Household));
    let (add, end) = (
        format!("{household}/members/new"),
        format!("{household}/members/end"),
    );
    let person = office.target.id_of_relative();
    let found = office
        .show(&format!("{add}?name={}", office.target.marker))
        .await;
    assert!(
        found
            .body
            .contains(&format!("members/new?person={person}\""))
    );
    let chosen = office.show(&format!("{add}?person={person}")).await;
    assert!(chosen.body.contains("name=\"version\" value=\"1\""));

    let joining = |version| {
        [
            ("personId", person.as_str()),
            ("role", "child"),
            ("validFrom", "2026-02-01"),
            ("version", version),
        ]
    };
    let joined = office.send(&add, &joining("1")).await;
    assert_eq!(led_to(&joined), household);
    let overtaken = office.send(&add, &joining("1")).await;
    assert_eq!(overtaken.status, 409);
    assert!(overtaken.body.contains("name=\"version\" value=\"2\""));
    assert!(
        overtaken.body.contains("seit 01.02.2026"),
        "who belongs to it now is shown"
    );

    let leaving = office.target.id_of(NodeKind::HouseholdMember);
    let form = office.show(&end).await;
    assert!(form.body.contains(&format!("<option value=\"{leaving}\">")));
    let ending = |version, last_day| {
        [
            ("membershipId", leaving.as_str()),
            ("validTo", last_day),
            ("version", version),
        ]
    };
    let too_late = office.send(&end, &ending("2", "2027-01-01")).await;
    assert!(refuses(&too_late, 422, &["validTo"]));
    assert_eq!(
        office.send(&end, &ending("1", "2026-07-15")).await.status,
        409
    );
    let ended = office.send(&end, &ending("2", "2026-07-15")).await;
    assert_eq!(led_to(&ended), household);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_absent_household_is_nowhere() {
    let office = Office::open().await;
    let absent = Target::absent(&office.target);
    let household = format!("households/{}", absent.id_of(NodeKind::Household));
    let (add, end) = (
        format!("{household}/members/new"),
        format!("{household}/members/end"),
    );
    for path in [&household, &add, &end, &NEW.to_owned()] {
        assert_eq!(office.show(path).await.status, 404, "{path}");
    }
    let person = office.target.id_of(NodeKind::Person);
    let joining = [
        ("personId", person.as_str()),
        ("role", "child"),
        ("version", "1"),
    ];
    assert_eq!(office.send(&add, &joining).await.status, 404);
    assert_eq!(office.send(&end, &[("version", "1")]).await.status, 404);
    let making = [("personId", absent.id_of(NodeKind::Person))];
    let making = making
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    assert_eq!(office.send(NEW, &making).await.status, 404);
}
