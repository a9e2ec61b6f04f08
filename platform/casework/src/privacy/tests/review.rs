//! What comes onto the review list, and who may release it.

use chrono::Duration;
use kernel::{
    access::{Role, Scope},
    errors::{Failure, ProblemCode},
    testing::Store,
};

use super::{MORE_THAN_THREE_YEARS, closed_case, due, fill, fixture, list, privacy_officer};
use crate::{
    answer_archive_offer, lift_hold, list_archive_offers, list_holds,
    model::{
        ArchiveAnswer, ItemState, NewContact, Reactivation, ReleaseRefusal, RetentionList,
        SubjectKind,
    },
    offer_to_archive, place_hold, reactivate_case, record_contact, release_items,
    testing::{AHLEN_KI, contact, county, problem},
};
use tenants::model::retention::DataKind;

#[tokio::test]
async fn what_is_due_comes_onto_the_list_once_and_leaves_it_when_it_is_not_due_any_more() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let closed = closed_case(&fixture, &lead, "Haddad").await;
        fixture.case(&lead, "Amin", AHLEN_KI).await;
        assert_eq!(fill(&lead).await, 0, "{store:?}: nothing is due yet");
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        assert_eq!(fill(&lead).await, 2, "{store:?}: the case and its client");
        assert_eq!(fill(&lead).await, 0, "{store:?}: nothing twice");
        let items = list(&lead, RetentionList::Due).await;
        let subjects: Vec<_> = items
            .iter()
            .map(|item| (item.data_kind, item.subject))
            .collect();
        assert_eq!(
            subjects,
            [
                (DataKind::Case, closed.id.0),
                (DataKind::Person, closed.person_id.0)
            ]
        );
        assert_eq!(items[0].case_number, Some(closed.number.clone()));
        assert_eq!(
            (items[0].begins_on, items[0].due_on),
            (
                crate::testing::day("2026-07-01"),
                crate::testing::day("2029-07-01")
            )
        );
        let again = Reactivation {
            reason: "Kommt wieder.".to_owned(),
            expected_version: 2,
        };
        reactivate_case(&lead, closed.id, again)
            .await
            .expect("reactivates");
        assert_eq!(fill(&lead).await, 0);
        assert!(
            list(&lead, RetentionList::Due).await.is_empty(),
            "{store:?}"
        );
    }
}

#[tokio::test]
async fn a_part_goes_before_the_whole_and_the_whole_waits_for_its_last_part() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let short = county(|files| {
            let casework = files.get_mut("casework.yaml").expect("the county has one");
            let begin = casework.find("- data_kind: contact").expect("a rule");
            let period = begin + casework[begin..].find("36").expect("a period");
            casework.replace_range(period..period + 2, "12");
        });
        let lead = fixture.with_county(&lead, short);
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let visit: NewContact = contact(&case, "2026-06-10");
        record_contact(&lead, visit, None).await.expect("records");
        let closing = crate::model::Closing {
            ground: crate::model::ClosingGround::GoalsReached,
            note: String::new(),
            closed_on: crate::testing::day("2026-07-01"),
            expected_version: case.version,
        };
        crate::close_case(&lead, case.id, closing)
            .await
            .expect("closes");
        fixture.tenant.clock.advance(Duration::days(400));
        assert_eq!(fill(&lead).await, 1, "{store:?}");
        assert_eq!(due(&lead, DataKind::Contact).await.len(), 1);
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        fill(&lead).await;
        assert_eq!(
            due(&lead, DataKind::Contact).await.len(),
            0,
            "{store:?}: in the whole"
        );
        assert_eq!(due(&lead, DataKind::Case).await.len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_released_that_the_archive_was_not_asked_about() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        closed_case(&fixture, &lead, "Haddad").await;
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        fill(&lead).await;
        let cases = due(&lead, DataKind::Case).await;
        let refused = release_items(&lead, &cases, 1).await.expect("answers");
        assert_eq!(refused.refused, [(cases[0], ReleaseRefusal::Archive)]);
        assert_eq!(offer_to_archive(&lead, &cases).await.expect("offers"), 1);
        assert_eq!(
            offer_to_archive(&lead, &cases).await.expect("offers"),
            0,
            "once"
        );
        let refused = release_items(&lead, &cases, 1).await.expect("answers");
        assert_eq!(
            refused.refused,
            [(cases[0], ReleaseRefusal::Archive)],
            "{store:?}"
        );
        let offer = list_archive_offers(&lead).await.expect("lists").remove(0);
        answer_archive_offer(&lead, offer.id, ArchiveAnswer::Declined)
            .await
            .expect("answers");
        let twice = answer_archive_offer(&lead, offer.id, ArchiveAnswer::Taken).await;
        assert_eq!(problem(twice), ("offerId", ProblemCode::WrongState));
        let released = release_items(&lead, &cases, 1).await.expect("answers");
        assert_eq!(
            (released.released, released.refused.len()),
            (1, 0),
            "{store:?}"
        );
        let again = release_items(&lead, &cases, 1).await.expect("answers");
        assert_eq!(again.refused, [(cases[0], ReleaseRefusal::Released)]);
        let items = list(&lead, RetentionList::Released).await;
        assert_eq!(items[0].state, ItemState::Released);
    }
}

#[tokio::test]
async fn each_row_asks_for_the_role_that_answers_for_it() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = closed_case(&fixture, &lead, "Haddad").await;
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        fill(&lead).await;
        let officer = privacy_officer(&fixture).await;
        let cases = due(&officer, DataKind::Case).await;
        let refused = release_items(&officer, &cases, 1).await.expect("answers");
        assert_eq!(
            refused.refused,
            [(cases[0], ReleaseRefusal::NotResponsible)]
        );
        let it = fixture
            .signed_in(Role::ItAdmin, Scope::whole_county())
            .await;
        assert!(
            list(&it, RetentionList::Due).await.is_empty(),
            "{store:?}: not theirs"
        );
        let manager = fixture.case_manager(Scope::whole_county()).await;
        let refused = release_items(&manager, &cases, 1).await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
        let refused = place_hold(&manager, (SubjectKind::Case, case.id.0), "Klage").await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
        let none = release_items(&lead, &[], 1).await;
        assert_eq!(problem(none), ("itemIds", ProblemCode::Required));
    }
}

#[tokio::test]
async fn a_hold_on_a_person_keeps_the_cases_until_it_is_lifted() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = closed_case(&fixture, &lead, "Haddad").await;
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        fill(&lead).await;
        let cases = due(&lead, DataKind::Case).await;
        let officer = privacy_officer(&fixture).await;
        let person = (SubjectKind::Person, case.person_id.0);
        let empty = place_hold(&officer, person, " ").await;
        assert_eq!(problem(empty), ("reason", ProblemCode::Required));
        let hold = place_hold(&officer, person, "Klage anhängig")
            .await
            .expect("keeps");
        assert!(
            list(&lead, RetentionList::Due).await.is_empty(),
            "{store:?}"
        );
        assert_eq!(list(&lead, RetentionList::Held).await.len(), 2, "{store:?}");
        let refused = release_items(&lead, &cases, 1).await.expect("answers");
        assert_eq!(refused.refused, [(cases[0], ReleaseRefusal::Held)]);
        assert_eq!(
            list_holds(&lead).await.expect("lists"),
            std::slice::from_ref(&hold)
        );
        lift_hold(&lead, hold.id).await.expect("lifts");
        let twice = lift_hold(&lead, hold.id).await;
        assert_eq!(problem(twice), ("holdId", ProblemCode::WrongState));
        assert_eq!(list(&lead, RetentionList::Due).await.len(), 2, "{store:?}");
    }
}
