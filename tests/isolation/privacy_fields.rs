//! The probes of root fields about privacy.

use graphql_schema::ids::NodeKind;
use kreislotse_tests::BIRTH_DATE;
use serde_json::json;

use super::{
    fields::{FieldProbe, mutation, query},
    matrix::About::{Found, Many, Nothing, Perhaps, Thing},
};

pub(super) const QUERIES: &[FieldProbe] = &[
    query(
        "retentionItems",
        Perhaps,
        |_| json!({ "list": "due", "first": 100 }),
    ),
    query("retentionProofs", Nothing, |_| json!({ "first": 100 })),
    query("archiveOffers", Many, |_| json!({})),
    query("retentionHolds", Many, |_| json!({})),
    query("erasureRequests", Many, |_| json!({})),
    query(
        "dataSubjects",
        Found,
        |t| json!({ "name": t.marker, "birthDate": BIRTH_DATE }),
    ),
];

pub(super) const MUTATIONS: &[FieldProbe] = &[
    // Rows are judged one by one, so what is not there is refused like any other.
    mutation(
        "retentionRelease",
        Nothing,
        |_| json!({ "input": { "itemIds": ["nothing"] } }),
    ),
    mutation(
        "archiveOfferMake",
        Nothing,
        |_| json!({ "input": { "itemIds": ["nothing"] } }),
    ),
    mutation(
        "archiveOfferAnswer",
        Thing,
        |t| json!({ "input": { "offerId": t.id_of(NodeKind::ArchiveOffer), "answer": "taken" } }),
    ),
    mutation(
        "retentionHoldPlace",
        Thing,
        |t| json!({ "input": { "subjectId": t.id_of(NodeKind::Case), "reason": "Probe" } }),
    ),
    mutation(
        "retentionHoldLift",
        Thing,
        |t| json!({ "input": { "holdId": t.id_of(NodeKind::RetentionHold) } }),
    ),
    mutation(
        "personRestrict",
        Thing,
        |t| json!({ "input": { "personId": t.id_of(NodeKind::Person), "reason": "Probe" } }),
    ),
    mutation("personRestrictionLift", Thing, |t| {
        let restriction = t.id_of(NodeKind::PersonRestriction);
        json!({ "input": { "restrictionId": restriction } })
    }),
    mutation(
        "personErasureRequest",
        Thing,
        |t| json!({ "input": { "personId": t.id_of(NodeKind::Person), "reason": "Probe" } }),
    ),
    mutation(
        "personErasureConfirm",
        Thing,
        |t| json!({ "input": { "erasureId": t.id_of(NodeKind::ErasureRequest) } }),
    ),
    mutation(
        "personErasureDecline",
        Thing,
        |t| json!({ "input": { "erasureId": t.id_of(NodeKind::ErasureRequest) } }),
    ),
];
