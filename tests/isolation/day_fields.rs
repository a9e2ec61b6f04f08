//! The probes of the root fields about the work of the day.

use graphql_schema::ids::NodeKind;
use serde_json::json;

use super::{
    fields::{FieldProbe, mutation, query},
    matrix::About::{Many, Nothing, Perhaps, Thing},
};

pub(super) const QUERIES: &[FieldProbe] = &[
    query("tasks", Many, |_| json!({ "first": 100 })),
    query("task", Thing, |t| json!({ "id": t.id_of(NodeKind::Task) })),
    query("appointments", Many, |_| json!({ "first": 100 })),
    query(
        "appointment",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::Appointment) }),
    ),
    query(
        "waitingReferrals",
        Many,
        |_| json!({ "first": 100, "filter": { "waitingDays": 0 } }),
    ),
    // What is "mine" depends on who planted it; whose it is has tests of its own in casework.
    query("calendar", Perhaps, |_| json!({})),
    query("calendarFeeds", Many, |_| json!({})),
    query(
        "document",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::Document) }),
    ),
    query(
        "documentContent",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::Document) }),
    ),
];

pub(super) const MUTATIONS: &[FieldProbe] = &[
    mutation(
        "taskCreate",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "title": "Probe" } }),
    ),
    mutation(
        "taskChange",
        Thing,
        |t| json!({ "input": { "taskId": t.id_of(NodeKind::Task), "version": 1, "title": "Probe" } }),
    ),
    mutation(
        "taskComplete",
        Thing,
        |t| json!({ "input": { "taskId": t.id_of(NodeKind::Task), "version": 1 } }),
    ),
    mutation(
        "taskReopen",
        Thing,
        |t| json!({ "input": { "taskId": t.id_of_ended_task(), "version": 2 } }),
    ),
    mutation("appointmentCreate", Thing, |t| {
        json!({ "input": {
            "caseId": t.id_of(NodeKind::Case),
            "startsOn": t.today,
            "startsAt": "09:30",
            "minutes": 30,
            "kind": "talk",
        } })
    }),
    mutation("appointmentChange", Thing, |t| {
        json!({ "input": {
            "appointmentId": t.id_of(NodeKind::Appointment),
            "version": 1,
            "startsOn": t.today,
            "startsAt": "09:30",
            "minutes": 30,
            "kind": "talk",
        } })
    }),
    mutation(
        "appointmentCancel",
        Thing,
        |t| json!({ "input": { "appointmentId": t.id_of(NodeKind::Appointment), "version": 1 } }),
    ),
    mutation(
        "calendarFeedCreate",
        Nothing,
        |_| json!({ "input": { "name": "probe" } }),
    ),
    mutation(
        "calendarFeedRevoke",
        Thing,
        |t| json!({ "input": { "id": t.id_of(NodeKind::CalendarFeed) } }),
    ),
    mutation("conferenceRecord", Thing, |t| {
        json!({ "input": {
            "caseId": t.id_of(NodeKind::Case),
            "topic": "Probe",
            "participants": [{ "office": "Probe" }],
            "result": "Probe",
            "tasks": [{ "title": "Probe" }],
        } })
    }),
    mutation(
        "documentDelete",
        Thing,
        |t| json!({ "input": { "documentId": t.id_of(NodeKind::Document), "reason": "Probe" } }),
    ),
];
