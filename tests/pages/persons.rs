//! Registering and correcting persons.

use casework::model::CountryCode;
use graphql_schema::ids::NodeKind;
use kernel::access::Role;
use kreislotse_tests::Target;

use super::{Office, account, led_to, refuses};

const NEW: &str = "persons/new";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_may_exist_is_warned_of_before_it_is_registered_anyway() {
    let office = Office::open().await;
    let first = [
        ("givenName", "Amina"),
        ("familyName", "Haddad"),
        ("idempotencyKey", "form-1"),
    ];
    let registered = office.send(NEW, &first).await;
    let page = office.show(led_to(&registered)).await;
    assert!(
        page.status == 200
            && page
                .body
                .contains("<h1 class=\"kern-heading-x-large\">Amina Haddad")
    );

    let again = [
        ("givenName", "Aminah"),
        ("familyName", "Hadad"),
        ("nationality", "SY"),
        ("then", "case"),
        ("idempotencyKey", "form-2"),
    ];
    let warned = office.send(NEW, &again).await;
    assert_eq!(warned.status, 422);
    assert!(
        warned
            .body
            .contains("Diese Person gibt es vielleicht schon")
    );
    assert!(
        warned
            .body
            .contains("(gleich klingender Name, Geburtsdatum nicht bekannt)")
    );
    assert!(
        warned.body.contains("Trotzdem erfassen") && warned.body.contains("value=\"SY\" selected")
    );
    assert!(
        warned
            .body
            .contains("name=\"confirmedName\" value=\"Aminah Hadad\"")
    );
    assert!(
        warned
            .body
            .contains("name=\"idempotencyKey\" value=\"form-2\"")
    );

    let mut confirmed = again.to_vec();
    confirmed.push(("confirmedName", "Aminah Hadad"));
    let anyway = office.send(NEW, &confirmed).await;
    assert!(led_to(&anyway).starts_with("cases/new?person="));
    let twice = office.send(NEW, &confirmed).await;
    assert_eq!(
        led_to(&twice),
        led_to(&anyway),
        "the same form makes one person"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_nationality_can_be_chosen_by_name() {
    let office = Office::open().await;
    let form = office.show(NEW).await.body;
    let (_, choice) = form.split_once("name=\"nationality\"").expect("a choice");
    let (choice, _) = choice.split_once("</select>").expect("its end");
    let mut offered: Vec<&str> = choice
        .split("<option value=\"")
        .filter_map(|option| option.split_once('"').map(|(key, _)| key))
        .filter(|key| key.len() == 2)
        .collect();
    offered.sort_unstable();
    let taken: Vec<String> = CountryCode::all().map(|code| code.to_string()).collect();
    assert_eq!(offered, taken);
    assert!(
        choice.contains("<option value=\"SY\">Syrien</option>"),
        "{choice}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_registered_comes_back_with_its_fields_named() {
    let office = Office::open().await;
    let wrong = [
        ("givenName", ""),
        ("familyName", "<b>Haddad"),
        ("birthDate", "2027-01-01"),
    ];
    let refused = office.send(NEW, &wrong).await;
    assert!(refuses(&refused, 422, &["givenName", "birthDate"]));
    assert!(refused.body.contains("value=\"&#60;b&#62;Haddad\""));
    let malformed = [
        ("givenName", "A"),
        ("familyName", "B"),
        ("arrivedOn", "gestern"),
    ];
    assert!(refuses(
        &office.send(NEW, &malformed).await,
        422,
        &["arrivedOn"]
    ));
    let officer = account(&office.platform, Role::AuthorityOfficer).await;
    assert_eq!(officer.client.page(NEW).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_overtaken_sees_both_versions_and_decides() {
    let office = Office::open().await;
    let id = office.target.id_of(NodeKind::Person);
    let path = format!("persons/{id}/edit");
    let named = |family_name, version| {
        [
            ("givenName", "Amina"),
            ("familyName", family_name),
            ("version", version),
        ]
    };
    let saved = office.send(&path, &named("Eins", "1")).await;
    assert_eq!(led_to(&saved), format!("persons/{id}"));

    let overtaken = office.send(&path, &named("Zwei", "1")).await;
    assert_eq!(overtaken.status, 409);
    for part in [
        "<td class=\"kern-table__cell\">Eins</td>",
        "<td class=\"kern-table__cell\">Zwei</td>",
        "name=\"version\" value=\"2\"",
        "name=\"familyName\" value=\"Zwei\"",
    ] {
        assert!(overtaken.body.contains(part), "{part}");
    }
    let taken_over = office.send(&path, &named("Zwei", "2")).await;
    let page = office.show(led_to(&taken_over)).await;
    assert!(page.body.contains("Amina Zwei"));

    let refused = office.send(&path, &named("", "3")).await;
    assert!(refuses(&refused, 422, &["familyName"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_absent_person_is_nowhere() {
    let office = Office::open().await;
    let id = Target::absent(&office.target).id_of(NodeKind::Person);
    let page = format!("persons/{id}");
    let edit = format!("persons/{id}/edit");
    for path in [&page, &edit, &"persons/nonsense".to_owned()] {
        assert_eq!(office.show(path).await.status, 404, "{path}");
    }
    let fields = [("givenName", "A"), ("familyName", "B"), ("version", "1")];
    assert_eq!(office.send(&edit, &fields).await.status, 404);
    let malformed = [("birthDate", "gestern"), ("version", "1")];
    assert_eq!(office.send(&edit, &malformed).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn persons_are_found_by_parts_of_their_names() {
    let office = Office::open().await;
    let found = office
        .show(&format!("persons?name={}", office.target.marker))
        .await;
    assert!(found.status == 200 && found.body.contains("4 Personen"));
    let nobody = office.show("persons?name=niemand-heisst-so").await;
    assert!(nobody.status == 200 && nobody.body.contains("Niemand in Ihrem"));
}
