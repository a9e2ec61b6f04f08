use std::{future::Future, pin::pin, task::Poll};

use kernel::{access::Role, errors::ProblemCode::*, events::TenantEvent, testing::Store};

use super::*;
use crate::{
    find_case,
    model::PersonId,
    tables::{assignments, case_numbers, constellations},
    testing::{
        AHLEN_KI, BECKUM, Fixture, SOUTH_KI, SOUTH_WELFARE, day, idempotency_key, intake, problem,
        problems,
    },
};

#[tokio::test]
async fn an_opened_case_has_number_team_and_history() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let mut news = lead.events().listen();
        let first = fixture.case(&lead, "Haddad", SOUTH_WELFARE).await;
        let second = fixture.case(&lead, "Yılmaz", AHLEN_KI).await;
        assert_eq!(
            [first.number.as_str(), &second.number],
            ["2026-000001", "2026-000002"]
        );
        assert_eq!(first.carrier.as_str(), "wohlfahrtsverband");
        assert_eq!(
            first.unit.as_ref().map(|unit| unit.as_str()),
            Some("suedkreis")
        );
        assert_eq!(first.last_seen_on, first.opened_on);
        assert_eq!(news.try_recv(), Ok(TenantEvent::CaseChanged(first.id.0)));
        let found = find_case(&lead, first.id)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(
            (found.case, found.client.family_name.as_str()),
            (first, "Haddad")
        );
        assert_eq!(fixture.count::<assignments::Entity>(&lead).await, 2);
        assert_eq!(fixture.count::<constellations::Entity>(&lead).await, 2);
    }
}

#[tokio::test]
async fn numbers_begin_anew_each_year() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let person = fixture.person(&lead, "Omar", "Haddad").await;
    let mut numbers = Vec::new();
    for opened_on in ["2025-12-31", "2026-01-01", "2025-12-31"] {
        let new = NewCase {
            opened_on: day(opened_on),
            ..intake(&person, AHLEN_KI)
        };
        numbers.push(open_case(&lead, new, None).await.expect("opens").number);
    }
    assert_eq!(numbers, ["2025-000001", "2026-000001", "2025-000002"]);
}

#[tokio::test]
async fn every_problem_is_named_at_once() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let person = fixture.person(&lead, "Omar", "Haddad").await;
    let wrong = NewCase {
        person_id: PersonId::generate(),
        household_id: Some(crate::model::HouseholdId::generate()),
        constellation: "somehow".to_owned(),
        channel: String::new(),
        language: "xx".to_owned(),
        referring_body: Some("nobody".to_owned()),
        reason: "x".repeat(REASON_LENGTH_MAX + 1),
        opened_on: day("2026-07-16"),
        unit: Some("atlantis".to_owned()),
        post: Some(SOUTH_KI.to_owned()),
        ..intake(&person, AHLEN_KI)
    };
    assert_eq!(
        problems(open_case(&lead, wrong, None).await),
        [
            ("openedOn", InTheFuture),
            ("reason", TooLong),
            ("constellation", Unknown),
            ("channel", Required),
            ("language", Unknown),
            ("referringBody", Unknown),
            ("post", PostServesElsewhere),
            ("unit", Unknown),
            ("personId", Unknown),
            ("householdId", Unknown),
        ]
    );
    assert_eq!(fixture.count::<cases::Entity>(&lead).await, 0);
}

#[tokio::test]
async fn a_post_must_be_valid_on_the_day_and_serve_the_place() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let person = fixture.person(&lead, "Omar", "Haddad").await;
    for (change, expected) in [
        (
            NewCase {
                post: Some("m2-nowhere".into()),
                ..intake(&person, AHLEN_KI)
            },
            ("post", Unknown),
        ),
        (
            NewCase {
                municipality: BECKUM.into(),
                ..intake(&person, AHLEN_KI)
            },
            ("post", PostServesElsewhere),
        ),
        (
            NewCase {
                opened_on: day("2019-12-31"),
                post: None,
                carrier: None,
                ..intake(&person, AHLEN_KI)
            },
            ("openedOn", TooEarly),
        ),
        (
            NewCase {
                opened_on: day("2023-12-31"),
                ..intake(&person, AHLEN_KI)
            },
            ("post", PostNotValid),
        ),
        (
            NewCase {
                municipality: "05570999".into(),
                ..intake(&person, AHLEN_KI)
            },
            ("municipality", Unknown),
        ),
        (
            NewCase {
                reason: "  ".into(),
                ..intake(&person, AHLEN_KI)
            },
            ("reason", Required),
        ),
    ] {
        let found = problems(open_case(&lead, change, None).await);
        assert!(found.contains(&expected), "{found:?} has no {expected:?}");
    }
}

#[tokio::test]
async fn without_a_post_the_case_waits_with_the_own_carrier_or_the_integration_centre() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let welfare = fixture
        .case_manager(Scope::carrier("wohlfahrtsverband".parse().expect("a key")))
        .await;
    for (context, carrier) in [(&lead, "ki"), (&welfare, "wohlfahrtsverband")] {
        let person = fixture.person(context, "Omar", "Haddad").await;
        let new = NewCase {
            post: None,
            ..intake(&person, AHLEN_KI)
        };
        let case = open_case(context, new, None).await.expect("opens");
        assert_eq!((case.carrier.as_str(), case.post), (carrier, None));
        assert_eq!(case.unit.as_ref().map(|unit| unit.as_str()), Some("ahlen"));
    }
}

#[tokio::test]
async fn nobody_opens_a_case_where_they_may_not_see_it() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let welfare = fixture
        .case_manager(Scope::carrier("wohlfahrtsverband".parse().expect("a key")))
        .await;
    let post = fixture
        .case_manager(Scope::post(AHLEN_KI.parse().expect("a key")))
        .await;
    let person = fixture.person(&welfare, "Omar", "Haddad").await;
    assert_eq!(
        problem(open_case(&welfare, intake(&person, SOUTH_KI), None).await),
        ("post", Unknown)
    );
    let own = fixture.person(&post, "Omar", "Haddad").await;
    let nobody = NewCase {
        post: None,
        ..intake(&own, AHLEN_KI)
    };
    assert_eq!(
        problem(open_case(&post, nobody, None).await),
        ("post", Required)
    );
    let foreign = problem(open_case(&post, intake(&person, AHLEN_KI), None).await);
    assert_eq!(
        foreign,
        ("personId", Unknown),
        "registered by somebody else"
    );
    let officer = fixture
        .signed_in(Role::AuthorityOfficer, Scope::whole_county())
        .await;
    let refused = open_case(&officer, intake(&person, AHLEN_KI), None).await;
    assert!(matches!(refused, Err(Failure::Forbidden)));
}

#[tokio::test]
async fn the_same_submission_twice_opens_one_case() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let person = fixture.person(&lead, "Omar", "Haddad").await;
        let open = || {
            open_case(
                &lead,
                intake(&person, AHLEN_KI),
                idempotency_key("form-1", "a"),
            )
        };
        let (one, two, three) = tokio::join!(open(), open(), open());
        let ids = [one, two, three].map(|case| case.expect("opens or finds").id);
        assert_eq!(open().await.expect("finds").id, ids[0]);
        assert_eq!([ids[1], ids[2]], [ids[0], ids[0]], "{store:?}");
        assert_eq!(fixture.count::<cases::Entity>(&lead).await, 1);
        let other = open_case(
            &lead,
            intake(&person, AHLEN_KI),
            idempotency_key("form-1", "b"),
        )
        .await;
        assert_eq!(problem(other), ("idempotencyKey", KeyReused));
    }
}

#[tokio::test]
async fn simultaneous_intakes_get_numbers_without_gaps_or_duplicates() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let person = fixture.person(&lead, "Omar", "Haddad").await;
        let open = || open_case(&lead, intake(&person, AHLEN_KI), None);
        let eight = tokio::join!(
            open(),
            open(),
            open(),
            open(),
            open(),
            open(),
            open(),
            open()
        );
        let eight = <[_; 8]>::from(eight).map(|case| case.expect("opens").number);
        let mut numbers = eight.to_vec();
        numbers.sort_unstable();
        let expected: Vec<String> = (1..=8).map(|number| format!("2026-{number:06}")).collect();
        assert_eq!(numbers, expected, "{store:?}");
    }
}

/// A request that is dropped at any of its waits (the client hung up, the process was killed)
/// leaves either everything or nothing, and no gap in the numbers.
#[tokio::test]
async fn an_intake_that_is_cut_off_leaves_nothing() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let person = fixture.person(&lead, "Omar", "Haddad").await;
        for polls_max in 0..60 {
            let mut opening = pin!(open_case(&lead, intake(&person, AHLEN_KI), None));
            let mut polls = 0;
            std::future::poll_fn(|waker| {
                polls += 1;
                match opening.as_mut().poll(waker) {
                    Poll::Pending if polls <= polls_max => Poll::Pending,
                    _ => Poll::Ready(()),
                }
            })
            .await;
        }
        let cases = fixture.count::<cases::Entity>(&lead).await;
        assert!(cases < 60, "{store:?}: nothing was cut off");
        assert_eq!(
            fixture.count::<assignments::Entity>(&lead).await,
            cases,
            "{store:?}"
        );
        assert_eq!(
            fixture.count::<constellations::Entity>(&lead).await,
            cases,
            "{store:?}"
        );
        let last = case_numbers::Entity::find()
            .one(lead.database())
            .await
            .expect("reads");
        let last = last.map_or(0, |row| usize::try_from(row.last_number).expect("positive"));
        assert_eq!(last, cases, "{store:?}");
    }
}
