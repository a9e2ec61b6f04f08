use kernel::{access::Scope, errors::ProblemCode::*, testing::Store};

use super::*;
use crate::{
    create_household, find_household, households_of_person,
    model::{HouseholdRole, NewCase, PersonId},
    open_case,
    testing::{AHLEN_KI, Fixture, day, idempotency_key, intake, is_not_found, problem, problems},
};

fn member(person_id: PersonId, role: HouseholdRole) -> NewMembership {
    NewMembership {
        person_id,
        role,
        valid_from: day("2026-01-01"),
    }
}

#[tokio::test]
async fn members_come_and_go_and_stay_in_the_history() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let (amina, omar) = (
            fixture.person(&lead, "Amina", "Haddad").await,
            fixture.person(&lead, "Omar", "Haddad").await,
        );
        let members = vec![member(amina.id, HouseholdRole::Adult)];
        let made = create_household(&lead, " Familie Haddad ", members, None)
            .await
            .expect("makes");
        assert_eq!(
            (made.name.as_str(), made.version, made.members.len()),
            ("Familie Haddad", 1, 1)
        );
        let joined =
            add_household_member(&lead, made.id, 1, member(omar.id, HouseholdRole::Partner))
                .await
                .expect("joins");
        assert_eq!((joined.version, joined.members.len()), (2, 2));
        let membership = joined
            .members
            .iter()
            .find(|m| m.person_id == omar.id)
            .expect("is a member")
            .id;
        let left = end_household_membership(&lead, made.id, 2, membership, day("2026-07-01"))
            .await
            .expect("leaves");
        let today = day("2026-07-15");
        let present: Vec<PersonId> = left
            .members_on(today)
            .map(|member| member.person_id)
            .collect();
        assert_eq!(
            (present, left.members.len()),
            (vec![amina.id], 2),
            "{store:?}"
        );
        let of_omar = households_of_person(&lead, omar.id).await.expect("reads");
        assert_eq!(of_omar, [left]);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_membership_is_named() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let amina = fixture.person(&lead, "Amina", "Haddad").await;
    let wrong = NewMembership {
        valid_from: day("2027-01-01"),
        ..member(PersonId::generate(), HouseholdRole::Child)
    };
    assert_eq!(
        problems(create_household(&lead, "", vec![wrong], None).await),
        [
            ("name", Required),
            ("validFrom", InTheFuture),
            ("personId", Unknown)
        ]
    );
    let made = create_household(
        &lead,
        "Haddad",
        vec![member(amina.id, HouseholdRole::Adult)],
        None,
    )
    .await
    .expect("makes");
    let twice =
        add_household_member(&lead, made.id, 3, member(amina.id, HouseholdRole::Adult)).await;
    assert_eq!(
        problems(twice),
        [("version", Conflict), ("personId", Taken)]
    );
    let nobody = end_household_membership(
        &lead,
        made.id,
        1,
        MembershipId::generate(),
        day("2026-07-01"),
    )
    .await;
    assert_eq!(problem(nobody), ("membershipId", Unknown));
    let membership = made.members[0].id;
    let early = end_household_membership(&lead, made.id, 1, membership, day("2025-12-31")).await;
    assert_eq!(problem(early), ("validTo", TooEarly));
}

#[tokio::test]
async fn a_household_is_seen_through_its_case_only() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let amina = fixture.person(&lead, "Amina", "Haddad").await;
        let made = create_household(
            &lead,
            "Haddad",
            vec![member(amina.id, HouseholdRole::Adult)],
            None,
        )
        .await
        .expect("makes");
        let ahlen = fixture
            .case_manager(Scope::unit("ahlen".parse().expect("a key")))
            .await;
        let south = fixture
            .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
            .await;
        assert_eq!(find_household(&ahlen, made.id).await.expect("reads"), None);
        // The case does not name the household: it is seen because its member is the client.
        open_case(
            &lead,
            NewCase {
                household_id: None,
                ..intake(&amina, AHLEN_KI)
            },
            None,
        )
        .await
        .expect("opens");
        assert_eq!(
            find_household(&ahlen, made.id).await.expect("reads"),
            Some(made.clone()),
            "{store:?}"
        );
        assert_eq!(find_household(&south, made.id).await.expect("reads"), None);
        let foreign =
            add_household_member(&south, made.id, 1, member(amina.id, HouseholdRole::Other)).await;
        assert!(is_not_found(foreign));
    }
}

#[tokio::test]
async fn the_same_submission_twice_makes_one_household() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let make = || {
            create_household(
                &lead,
                "Haddad",
                Vec::new(),
                idempotency_key("form-3", "input"),
            )
        };
        let (one, two) = tokio::join!(make(), make());
        assert_eq!(one.expect("makes").id, two.expect("finds").id, "{store:?}");
        assert_eq!(fixture.count::<households::Entity>(&lead).await, 1);
    }
}
