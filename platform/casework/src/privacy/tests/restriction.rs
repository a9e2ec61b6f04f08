//! Data that are restricted are shown and not changed.

use kernel::{access::Scope, errors::ProblemCode, testing::Store};

use super::{fixture, privacy_officer};
use crate::{
    close_case, find_person, lift_restriction,
    model::{Closing, ClosingGround, PersonId},
    open_case, record_contact, restrict_person, restrictions_of,
    testing::{AHLEN_KI, SOUTH_KI, contact, day, details, intake, is_not_found, problem},
    update_person,
};

#[tokio::test]
async fn what_is_restricted_is_shown_with_the_mark_and_not_changed() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let officer = privacy_officer(&fixture).await;
        let marked = restrict_person(&officer, case.person_id, "Richtigkeit bestritten")
            .await
            .expect("marks");
        let twice = restrict_person(&officer, case.person_id, "noch einmal").await;
        assert_eq!(problem(twice), ("personId", ProblemCode::WrongState));
        let person = find_person(&lead, case.person_id)
            .await
            .expect("reads")
            .expect("is there");
        let marks = restrictions_of(&lead, &[person.id]).await.expect("reads");
        assert_eq!(marks.get(&person.id), Some(&marked), "{store:?}");
        let update = update_person(&lead, person.id, 1, details("Amina", "Anders")).await;
        assert_eq!(problem(update), ("personId", ProblemCode::Restricted));
        let closing = Closing {
            ground: ClosingGround::GoalsReached,
            note: String::new(),
            closed_on: day("2026-07-01"),
            expected_version: 1,
        };
        let close = close_case(&lead, case.id, closing).await;
        assert_eq!(problem(close), ("caseId", ProblemCode::Restricted));
        let visit = record_contact(&lead, contact(&case, "2026-06-10"), None).await;
        assert_eq!(problem(visit), ("caseId", ProblemCode::Restricted));
        let open = open_case(&lead, intake(&person, AHLEN_KI), None).await;
        assert_eq!(problem(open), ("personId", ProblemCode::Restricted));
        lift_restriction(&officer, marked.id).await.expect("lifts");
        assert!(
            restrictions_of(&lead, &[person.id])
                .await
                .expect("reads")
                .is_empty()
        );
        update_person(&lead, person.id, 1, details("Amina", "Anders"))
            .await
            .expect("changes again");
    }
}

#[tokio::test]
async fn a_mark_says_nothing_to_those_who_may_not_see_the_person() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", SOUTH_KI).await;
        let person = find_person(&lead, case.person_id)
            .await
            .expect("reads")
            .expect("is there");
        restrict_person(&lead, person.id, "Grund")
            .await
            .expect("marks");
        let elsewhere = fixture
            .case_manager(Scope::unit("ahlen".parse().expect("a key")))
            .await;
        assert!(
            restrictions_of(&elsewhere, &[person.id])
                .await
                .expect("reads")
                .is_empty()
        );
        let update = update_person(&elsewhere, person.id, 1, details("A", "B")).await;
        assert!(is_not_found(update), "{store:?}");
        let absent = open_case(
            &elsewhere,
            crate::model::NewCase {
                person_id: PersonId::generate(),
                ..intake(&person, AHLEN_KI)
            },
            None,
        );
        let foreign = open_case(&elsewhere, intake(&person, AHLEN_KI), None).await;
        assert_eq!(problem(foreign), problem(absent.await), "{store:?}");
    }
}
