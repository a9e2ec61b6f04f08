use std::collections::BTreeSet;

use kernel::{
    access::{Role, Scope},
    testing::Store,
};

use super::*;
use crate::{
    close_case,
    model::{Case, Closing, ClosingGround, NewCase, NewContact, NewReferral, ReferralBasis},
    open_case, record_contact, send_referral,
    testing::{AHLEN_KI, AHLEN_WELFARE, Fixture, SOUTH_KI, SOUTH_WELFARE, day, intake},
};

fn page(size: u32) -> PageRequest<CaseCursor> {
    PageRequest { size, after: None }
}

async fn numbers(context: &CountyContext, filter: &CaseFilter) -> BTreeSet<String> {
    let list = list_cases(context, filter, CaseOrder::default(), &page(100))
        .await
        .expect("lists");
    let count = count_cases(context, filter).await.expect("counts");
    assert_eq!(list.rows.len() as u64, count, "list and count agree");
    list.rows
        .into_iter()
        .map(|overview| overview.case.number)
        .collect()
}

fn numbers_of(cases: &[&Case]) -> BTreeSet<String> {
    cases.iter().map(|case| case.number.clone()).collect()
}

async fn send(context: &CountyContext, case: &Case) {
    let new = NewReferral {
        case_id: case.id,
        legal_field: "sgb-2".to_owned(),
        provider: "Jobcenter".to_owned(),
        basis: Some(ReferralBasis::LegalBasis),
        basis_note: "§ 16 SGB I".to_owned(),
        consent: None,
        disclosed: Vec::new(),
        sent_on: day("2026-06-02"),
    };
    send_referral(context, new, None).await.expect("sends");
}

#[tokio::test]
async fn nobody_sees_beyond_their_scope() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let mut cases = Vec::new();
        for post in [AHLEN_KI, AHLEN_WELFARE, SOUTH_KI, SOUTH_WELFARE] {
            cases.push(fixture.case(&lead, "Haddad", post).await);
        }
        let [ahlen_ki, ahlen_welfare, south_ki, south_welfare] = &cases[..] else {
            unreachable!()
        };
        let carrier = |key: &str| Scope::carrier(key.parse().expect("a key"));
        let unit = |key: &str| Scope::unit(key.parse().expect("a key"));
        let post = |key: &str| Scope::post(key.parse().expect("a key"));
        for (scope, expected) in [
            (carrier("ki"), vec![ahlen_ki, south_ki]),
            (
                carrier("wohlfahrtsverband"),
                vec![ahlen_welfare, south_welfare],
            ),
            (unit("ahlen"), vec![ahlen_ki, ahlen_welfare]),
            (unit("nordkreis"), vec![]),
            (post(SOUTH_WELFARE), vec![south_welfare]),
            (
                post(AHLEN_KI).union(&unit("suedkreis")),
                vec![ahlen_ki, south_ki, south_welfare],
            ),
            (Scope::whole_county(), cases.iter().collect()),
        ] {
            let context = fixture.case_manager(scope.clone()).await;
            let expected = numbers_of(&expected);
            assert_eq!(
                numbers(&context, &CaseFilter::default()).await,
                expected,
                "{store:?} {scope:?}"
            );
            for case in &cases {
                let visible = expected.contains(&case.number);
                let found = find_case(&context, case.id).await.expect("reads");
                assert_eq!(found.is_some(), visible);
                let client = crate::find_person(&context, case.person_id)
                    .await
                    .expect("reads");
                assert_eq!(client.is_some(), visible);
                let timeline = crate::read_timeline(
                    &context,
                    case.id,
                    &PageRequest {
                        size: 10,
                        after: None,
                    },
                );
                assert_eq!(timeline.await.is_ok(), visible);
            }
        }
        let body = fixture
            .signed_in(Role::BodyMember, Scope::whole_county())
            .await;
        let refused = list_cases(
            &body,
            &CaseFilter::default(),
            CaseOrder::default(),
            &page(1),
        )
        .await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
    }
}

/// The cases that the filters are tried on, by the order of their opening.
async fn varied_cases(fixture: &Fixture, lead: &CountyContext) -> [Case; 4] {
    let muller = fixture.case(lead, "Müller-Öztürk", AHLEN_KI).await;
    let haddad = fixture.case(lead, "Haddad", SOUTH_WELFARE).await;
    let person = fixture.person(lead, "Nino", "Beridze").await;
    let brief = NewCase {
        constellation: "brief-intervention".into(),
        ..intake(&person, SOUTH_KI)
    };
    let brief = open_case(lead, brief, None).await.expect("opens");
    let closed = fixture.case(lead, "Ahmadi", AHLEN_KI).await;
    let closing = Closing {
        ground: ClosingGround::GoalsReached,
        note: String::new(),
        closed_on: day("2026-07-01"),
        expected_version: 1,
    };
    close_case(lead, closed.id, closing).await.expect("closes");
    [muller, haddad, brief, closed]
}

fn filter(change: impl FnOnce(&mut CaseFilter)) -> CaseFilter {
    let mut filter = CaseFilter::default();
    change(&mut filter);
    filter
}

#[tokio::test]
async fn each_filter_narrows_the_list() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let [muller, haddad, brief, closed] = &varied_cases(&fixture, &lead).await;
        for (filter, expected) in [
            (filter(|_| {}), vec![muller, haddad, brief]),
            (
                filter(|f| f.state = CaseStateFilter::All),
                vec![muller, haddad, brief, closed],
            ),
            (filter(|f| f.state = CaseStateFilter::Closed), vec![closed]),
            (
                filter(|f| f.municipality = "05570004".parse().ok()),
                vec![muller],
            ),
            (
                filter(|f| f.unit = "suedkreis".parse().ok()),
                vec![haddad, brief],
            ),
            (
                filter(|f| f.carrier = "ki".parse().ok()),
                vec![muller, brief],
            ),
            (
                filter(|f| f.post = SOUTH_WELFARE.parse().ok()),
                vec![haddad],
            ),
            (
                filter(|f| f.constellation = brief.constellation.as_str().parse().ok()),
                vec![brief],
            ),
            (filter(|f| f.person = Some(brief.person_id)), vec![brief]),
            (
                filter(|f| f.not_seen_for_warning = true),
                vec![muller, haddad, brief],
            ),
        ] {
            let found = numbers(&lead, &filter).await;
            assert_eq!(found, numbers_of(&expected), "{store:?} {filter:?}");
        }
    }
}

#[tokio::test]
async fn a_search_takes_names_and_numbers() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let [muller, haddad, brief, _] = &varied_cases(&fixture, &lead).await;
        for (search, expected) in [
            ("mueller", vec![muller]),
            ("ozt", vec![muller]),
            ("amina", vec![muller, haddad]),
            ("had AMI", vec![haddad]),
            ("ddad", vec![]),
            ("%", vec![]),
            ("  ", vec![muller, haddad, brief]),
            (haddad.number.as_str(), vec![haddad]),
            ("2026-", vec![muller, haddad, brief]),
            ("3", vec![brief]),
        ] {
            let filter = filter(|f| f.search = Some(search.to_owned()));
            let found = numbers(&lead, &filter).await;
            assert_eq!(found, numbers_of(&expected), "{store:?} {search}");
        }
    }
}

#[tokio::test]
async fn mine_are_the_cases_of_the_posts_that_i_hold() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let own = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    fixture.case(&lead, "Müller", AHLEN_WELFARE).await;
    let mine = CaseFilter {
        only_mine: true,
        ..CaseFilter::default()
    };
    let scope = Scope::unit("ahlen".parse().expect("a key"));
    let holder = fixture
        .case_manager(scope.union(&Scope::post(AHLEN_KI.parse().expect("a key"))))
        .await;
    assert_eq!(numbers(&holder, &mine).await, numbers_of(&[&own]));
    assert_eq!(
        numbers(&lead, &mine).await,
        BTreeSet::new(),
        "the lead holds no post"
    );
}

#[tokio::test]
async fn not_seen_for_counts_from_the_latest_contact_with_the_client() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let long = CaseFilter {
        not_seen_for_warning: true,
        ..CaseFilter::default()
    };
    let contact = |with_client| NewContact {
        case_id: case.id,
        occurred_on: day("2026-06-10"),
        channel: "phone".to_owned(),
        minutes: 15,
        interpreter_present: false,
        with_client,
        note: String::new(),
    };
    assert_eq!(
        numbers(&lead, &long).await.len(),
        1,
        "44 days since 1 June, 42 allowed"
    );
    record_contact(&lead, contact(false), None)
        .await
        .expect("records");
    assert_eq!(numbers(&lead, &long).await.len(), 1);
    record_contact(&lead, contact(true), None)
        .await
        .expect("records");
    assert_eq!(numbers(&lead, &long).await.len(), 0);
}

#[tokio::test]
async fn a_page_with_clients_and_referrals_needs_three_statements_and_the_count_a_fourth() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        for _ in 0..50 {
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            send(&lead, &case).await;
        }
        let request = fixture.again(&lead);
        let filter = CaseFilter {
            search: Some("had".to_owned()),
            ..CaseFilter::default()
        };
        let list = list_cases(&request, &filter, CaseOrder::default(), &page(50))
            .await
            .expect("lists");
        assert_eq!(request.database().statements().total(), 3, "{store:?}");
        assert!(
            list.rows
                .iter()
                .all(|row| row.referrals.as_ref().is_some_and(|r| r.len() == 1))
        );
        count_cases(&request, &filter).await.expect("counts");
        assert_eq!(request.database().statements().total(), 4, "{store:?}");
    }
}

#[tokio::test]
async fn every_list_is_written_down_once_with_everybody_shown() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let first = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let second = fixture.case(&lead, "Müller", SOUTH_KI).await;
    let officer = fixture
        .signed_in(Role::PrivacyOfficer, Scope::whole_county())
        .await;
    list_cases(
        &lead,
        &CaseFilter::default(),
        CaseOrder::default(),
        &page(50),
    )
    .await
    .expect("lists");
    let trail = audit::list_events(
        &officer,
        &PageRequest {
            size: 1,
            after: None,
        },
    )
    .await
    .expect("reads");
    let entry = trail.rows.first().expect("an entry");
    assert_eq!(
        (entry.action.as_str(), entry.object_id),
        ("case.read", None)
    );
    let shown: BTreeSet<_> = entry.person_ids.iter().copied().collect();
    assert_eq!(
        shown,
        BTreeSet::from([first.person_id.0, second.person_id.0])
    );
}

#[tokio::test]
async fn who_may_not_read_referrals_gets_none_and_not_zero() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    send(&lead, &case).await;
    let assistant = fixture
        .signed_in(Role::AdminAssistant, Scope::whole_county())
        .await;
    let seen = find_case(&assistant, case.id)
        .await
        .expect("reads")
        .expect("is there");
    assert_eq!(seen.referrals, None);
    let seen = find_case(&lead, case.id)
        .await
        .expect("reads")
        .expect("is there");
    assert_eq!(seen.referrals.map(|referrals| referrals.len()), Some(1));
}
