//! Deleting what was released.

use kernel::{
    audit_chain::{ChainKey, seal_entries, verify_chain},
    paging::PageRequest,
    testing::Store,
};
use tenants::{CountyContext, model::retention::DataKind};

use super::{
    MORE_THAN_THREE_YEARS, closed_case, due, fill, fixture, list, privacy_officer,
    traces::{traces_of, traces_of_id},
};
use crate::{
    answer_archive_offer, carry_out_released, list_archive_offers, list_retention_proofs,
    model::{
        ArchiveAnswer, ReleaseRefusal, RetentionItemId, RetentionList, RetentionProof, SubjectKind,
    },
    offer_to_archive, place_hold,
    privacy::carry_out::carry_out,
    release_items,
    tables::{cases, persons, privacy::figures},
    testing::Fixture,
};

/// Through the archive to its release.
async fn release(context: &CountyContext, items: &[RetentionItemId]) {
    offer_to_archive(context, items).await.expect("offers");
    for offer in list_archive_offers(context).await.expect("lists") {
        if offer.answer.is_none() {
            answer_archive_offer(context, offer.id, ArchiveAnswer::Taken)
                .await
                .expect("answers");
        }
    }
    let released = release_items(context, items, 7).await.expect("answers");
    assert_eq!(released.refused, [], "all are released");
}

async fn carry_out_all(context: &CountyContext) -> u64 {
    carry_out_released(context, &ChainKey::none())
        .await
        .expect("deletes")
}

async fn proofs(context: &CountyContext) -> Vec<RetentionProof> {
    let page = PageRequest {
        size: 10,
        after: None,
    };
    list_retention_proofs(context, &page)
        .await
        .expect("lists")
        .rows
}

/// Two closed cases of two persons, both due.
async fn two_due(store: Store) -> (Fixture, CountyContext) {
    let fixture = fixture(store).await;
    let lead = fixture.lead().await;
    closed_case(&fixture, &lead, "Haddad").await;
    closed_case(&fixture, &lead, "Amin").await;
    fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
    fill(&lead).await;
    (fixture, lead)
}

#[tokio::test]
async fn a_case_leaves_a_figure_and_a_proof_and_its_client_goes_after_it() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = closed_case(&fixture, &lead, "Markerhaddad").await;
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        fill(&lead).await;
        let person = due(&lead, DataKind::Person).await;
        offer_to_archive(&lead, &person).await.expect("offers");
        let offer = list_archive_offers(&lead).await.expect("lists").remove(0);
        answer_archive_offer(&lead, offer.id, ArchiveAnswer::Taken)
            .await
            .expect("answers");
        let refused = release_items(&lead, &person, 7).await.expect("answers");
        assert_eq!(refused.refused, [(person[0], ReleaseRefusal::HasCases)]);
        release(&lead, &due(&lead, DataKind::Case).await).await;
        assert_eq!(carry_out_all(&lead).await, 1, "{store:?}");
        assert_eq!(carry_out_all(&lead).await, 0, "{store:?}");
        assert_eq!(fixture.count::<cases::Entity>(&lead).await, 0);
        let left = traces_of_id(&lead, case.id.0).await;
        assert!(
            left.iter().all(|trace| trace.starts_with("audit_events.")),
            "{left:?}"
        );
        let rows = proofs(&lead).await;
        let proof = &rows[0];
        assert_eq!(
            (
                proof.data_kind,
                proof.released,
                proof.subjects,
                proof.configuration
            ),
            (DataKind::Case, 1, 1, 7)
        );
        assert!(
            proof.rows >= 4,
            "{store:?}: with what hangs on it: {proof:?}"
        );
        // The period goes on although the case is gone.
        assert_eq!(fill(&lead).await, 0);
        release_items(&lead, &person, 7).await.expect("answers");
        assert_eq!(carry_out_all(&lead).await, 1, "{store:?}");
        assert_eq!(fixture.count::<persons::Entity>(&lead).await, 0);
        assert!(
            traces_of(&lead, "Markerhaddad").await.is_empty(),
            "{store:?}"
        );
        let left: i32 = sum_of_figures(&lead).await;
        assert_eq!(left, 1, "{store:?}: the figure stays");
        assert_eq!(fill(&lead).await, 0);
    }
}

async fn sum_of_figures(context: &CountyContext) -> i32 {
    use sea_orm::EntityTrait;
    let rows = figures::Entity::find().all(context.database()).await;
    rows.expect("reads").iter().map(|row| row.cases).sum()
}

#[tokio::test]
async fn what_was_killed_half_way_goes_on_and_counts_nothing_twice() {
    for store in Store::ALL {
        let (fixture, lead) = two_due(store).await;
        let items = due(&lead, DataKind::Case).await;
        release(&lead, &items).await;
        let key = ChainKey::none();
        assert!(carry_out(&lead, &key, items[0]).await.expect("deletes"));
        assert!(!carry_out(&lead, &key, items[0]).await.expect("is gone"));
        let (one, two) = tokio::join!(
            carry_out_released(&lead, &key),
            carry_out_released(&lead, &key)
        );
        assert_eq!(one.expect("runs") + two.expect("runs"), 1, "{store:?}");
        assert_eq!(fixture.count::<cases::Entity>(&lead).await, 0);
        assert_eq!(sum_of_figures(&lead).await, 2, "{store:?}");
        assert_eq!(proofs(&lead).await[0].subjects, 2, "{store:?}");
    }
}

#[tokio::test]
async fn a_hold_that_comes_after_the_release_still_keeps() {
    for store in Store::ALL {
        let (fixture, lead) = two_due(store).await;
        let items = due(&lead, DataKind::Case).await;
        let subject = list(&lead, RetentionList::Due).await[0].subject;
        release(&lead, &items).await;
        place_hold(&lead, (SubjectKind::Case, subject), "Klage")
            .await
            .expect("keeps");
        assert_eq!(carry_out_all(&lead).await, 1, "{store:?}");
        assert_eq!(fixture.count::<cases::Entity>(&lead).await, 1, "{store:?}");
    }
}

#[tokio::test]
async fn the_old_part_of_the_audit_trail_goes_and_leaves_a_chain() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        closed_case(&fixture, &lead, "Haddad").await;
        let key = ChainKey::none();
        let old = seal_entries(&lead, &key).await.expect("seals");
        fixture.tenant.clock.advance(MORE_THAN_THREE_YEARS);
        let officer = privacy_officer(&fixture).await;
        fill(&officer).await;
        let trail = due(&officer, DataKind::AuditEntry).await;
        let released = release_items(&officer, &trail, 1).await.expect("answers");
        assert_eq!(released.released, 1, "{store:?}: {released:?}");
        assert_eq!(carry_out_all(&officer).await, 1);
        seal_entries(&officer, &key).await.expect("goes on");
        let state = verify_chain(&officer, &key, None).await.expect("reads");
        let state = state.expect("whole");
        assert_eq!(state.removed as u64, old, "{store:?}: {state:?}");
        assert_eq!(proofs(&officer).await[0].rows as u64, old);
        fill(&officer).await;
        assert!(due(&officer, DataKind::AuditEntry).await.is_empty());
    }
}
