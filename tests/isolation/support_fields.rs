//! The probes of root fields about needs, plans, consents and findings, and of those that search.

use graphql_schema::ids::NodeKind;
use serde_json::json;

use super::{
    fields::{FieldProbe, mutation, query},
    matrix::About::{Found, Perhaps, Thing},
};

pub(super) const QUERIES: &[FieldProbe] = &[
    query("findings", Perhaps, |_| json!({ "first": 100 })),
    query(
        "alikeFindings",
        Perhaps,
        |_| json!({ "text": "Niemand ist zuständig" }),
    ),
    query(
        "personDuplicates",
        Found,
        |t| json!({ "givenName": "Person", "familyName": t.marker }),
    ),
    query("search", Found, |t| json!({ "text": t.marker })),
    query(
        "search",
        Found,
        |t| json!({ "text": t.marker, "kinds": ["PERSON"], "first": 1 }),
    ),
];

pub(super) const MUTATIONS: &[FieldProbe] = &[
    mutation("assessmentRecord", Thing, |t| {
        let area = json!({ "lifeArea": "housing", "need": "some" });
        json!({ "input": { "caseId": t.id_of(NodeKind::Case), "areas": [area] } })
    }),
    mutation("planSave", Thing, |t| {
        let goal = json!({ "lifeArea": "housing", "text": "Probe" });
        json!({ "input": { "caseId": t.id_of(NodeKind::Case), "version": 1, "goals": [goal] } })
    }),
    mutation("planAgree", Thing, |t| {
        let plan = t.id_of(NodeKind::Plan);
        json!({ "input": { "planId": plan, "version": 1, "agreedHow": "Probe" } })
    }),
    mutation(
        "planDiscard",
        Thing,
        |t| json!({ "input": { "planId": t.id_of(NodeKind::Plan), "version": 1 } }),
    ),
    mutation("planStepComplete", Thing, |t| {
        let step = t.id_of(NodeKind::PlanStep);
        json!({ "input": { "stepId": step, "doneOn": t.today } })
    }),
    mutation("planGoalEvaluate", Thing, |t| {
        let goal = t.id_of(NodeKind::PlanGoal);
        json!({ "input": { "goalId": goal, "attainment": "fully" } })
    }),
    mutation("consentRecord", Thing, |t| {
        let case = t.id_of(NodeKind::Case);
        json!({ "input": { "caseId": case, "purpose": "case-work", "textVersion": "1", "language": "ar" } })
    }),
    mutation(
        "consentWithdraw",
        Thing,
        |t| json!({ "input": { "consentId": t.id_of(NodeKind::Consent) } }),
    ),
    mutation("findingRecord", Thing, |t| {
        let case = t.id_of(NodeKind::Case);
        json!({ "input": { "caseId": case, "kind": "gap", "title": "Probe", "description": "Probe" } })
    }),
];
