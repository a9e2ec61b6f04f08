//! The probes of the schema's root fields.

use std::{collections::BTreeSet, sync::Arc};

use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Ask, Target};
use serde_json::{Value, json};

use super::{
    day_fields, documents, due, live,
    matrix::{
        About::{self, Found, Many, Nothing, Perhaps, Thing},
        Probe, World,
    },
    privacy_fields,
    schema::{CountySchema, Needs, Root},
    sessions, support_fields, uploads,
};

/// How a root field is asked for.
pub(super) struct FieldProbe {
    root: Root,
    field: &'static str,
    about: About,
    arguments: fn(&Target) -> Value,
    /// For a field whose permission is that of the kind of thing asked for.
    of_kind: Option<Permission>,
}

pub(super) const fn query(
    field: &'static str,
    about: About,
    arguments: fn(&Target) -> Value,
) -> FieldProbe {
    FieldProbe {
        root: Root::Query,
        field,
        about,
        arguments,
        of_kind: None,
    }
}

const fn node(permission: Permission, arguments: fn(&Target) -> Value) -> FieldProbe {
    let of_kind = Some(permission);
    FieldProbe {
        root: Root::Query,
        field: "node",
        about: Thing,
        arguments,
        of_kind,
    }
}

pub(super) const fn mutation(
    field: &'static str,
    about: About,
    arguments: fn(&Target) -> Value,
) -> FieldProbe {
    FieldProbe {
        root: Root::Mutation,
        field,
        about,
        arguments,
        of_kind: None,
    }
}

const QUERIES: &[FieldProbe] = &[
    query("viewer", Nothing, |_| json!({})),
    query("county", Nothing, |_| json!({})),
    query("structure", Nothing, |_| json!({})),
    query("configuration", Nothing, |_| json!({})),
    query("auditEvents", Many, |_| json!({ "first": 100 })),
    query("apiTokens", Many, |_| json!({})),
    query(
        "cases",
        Many,
        |_| json!({ "first": 100, "filter": { "state": "ALL" } }),
    ),
    query(
        "cases",
        Found,
        |t| json!({ "filter": { "personId": t.id_of(NodeKind::Person) } }),
    ),
    query(
        "cases",
        Found,
        |t| json!({ "filter": { "householdId": t.id_of(NodeKind::Household) } }),
    ),
    query(
        "cases",
        Found,
        |t| json!({ "filter": { "search": t.marker } }),
    ),
    query("case", Thing, |t| json!({ "id": t.id_of(NodeKind::Case) })),
    query("casesDueToClose", Perhaps, |_| json!({})),
    query("persons", Many, |_| json!({ "first": 100 })),
    query("persons", Found, |t| json!({ "name": t.marker })),
    query(
        "person",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::Person) }),
    ),
    query(
        "household",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::Household) }),
    ),
    query("rules", Many, |_| json!({})),
    query(
        "ruleVersion",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::RuleVersion) }),
    ),
    query(
        "ruleRun",
        Thing,
        |t| json!({ "id": t.id_of(NodeKind::RuleRun) }),
    ),
    node(
        Permission::CaseRead,
        |t| json!({ "id": t.id_of(NodeKind::Case) }),
    ),
    node(
        Permission::PersonRead,
        |t| json!({ "id": t.id_of(NodeKind::Person) }),
    ),
    node(
        Permission::HouseholdRead,
        |t| json!({ "id": t.id_of(NodeKind::Household) }),
    ),
];

const MUTATIONS: &[FieldProbe] = &[
    mutation(
        "listExport",
        Nothing,
        |_| json!({ "input": { "list": "cases", "format": "csv" } }),
    ),
    mutation(
        "apiTokenCreate",
        Nothing,
        |_| json!({ "input": { "name": "probe" } }),
    ),
    mutation(
        "apiTokenRevoke",
        Thing,
        |t| json!({ "input": { "id": t.id_of(NodeKind::ApiToken) } }),
    ),
    mutation(
        "personRegister",
        Nothing,
        |_| json!({ "input": { "givenName": "Probe", "familyName": "Probe" } }),
    ),
    mutation("personUpdate", Thing, |t| {
        let person = t.id_of(NodeKind::Person);
        json!({ "input": { "personId": person, "version": 1, "givenName": "Probe", "familyName": "Probe" } })
    }),
    mutation("personMerge", Thing, |t| {
        let (survivor, merged) = (t.id_of(NodeKind::Person), t.id_of_relative());
        json!({ "input": { "survivorId": survivor, "version": 1, "mergedId": merged, "mergedVersion": 2, "reason": "Probe" } })
    }),
    mutation(
        "personMergeUndo",
        Thing,
        |t| json!({ "input": { "mergeId": t.id_of(NodeKind::PersonMerge) } }),
    ),
    mutation("householdCreate", Thing, |t| {
        let member = json!({ "personId": t.id_of(NodeKind::Person), "role": "adult" });
        json!({ "input": { "name": t.marker, "members": [member] } })
    }),
    mutation("householdMemberAdd", Thing, |t| {
        let household = t.id_of(NodeKind::Household);
        let person = t.id_of_relative();
        json!({ "input": { "householdId": household, "version": 1, "personId": person, "role": "child" } })
    }),
    mutation("householdMemberEnd", Thing, |t| {
        let household = t.id_of(NodeKind::Household);
        let membership = t.id_of(NodeKind::HouseholdMember);
        json!({ "input": { "householdId": household, "version": 1, "membershipId": membership } })
    }),
    mutation("caseOpen", Thing, |t| {
        json!({ "input": {
            "personId": t.id_of(NodeKind::Person),
            "householdId": t.id_of(NodeKind::Household),
            "constellation": "case-management",
            "municipality": t.place.municipality,
            "post": t.place.post,
            "channel": "in-person",
            "language": "ar",
            "reason": t.marker,
        } })
    }),
    mutation(
        "caseIntakeCorrect",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "version": 1, "channel": "phone", "language": "ar" } }),
    ),
    mutation(
        "caseConstellationChange",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "version": 1, "constellation": "case-management", "reason": "Probe" } }),
    ),
    mutation(
        "caseAssign",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "version": 1, "post": t.place.next_post } }),
    ),
    mutation(
        "caseClose",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "version": 1, "ground": "goals-reached" } }),
    ),
    mutation("caseReactivate", Thing, |t| {
        let case = t.id_of_closed_case();
        json!({ "input": { "caseId": case, "version": 2, "reason": "Probe" } })
    }),
    mutation(
        "contactRecord",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "channel": "phone", "minutes": 5 } }),
    ),
    mutation(
        "referralSend",
        Thing,
        |t| json!({ "input": { "caseId": t.id_of(NodeKind::Case), "legalField": "sgb-2", "provider": "Probe", "basis": "legal-basis", "basisNote": "Probe" } }),
    ),
    mutation("ruleParametersChange", Thing, |t| {
        let version = t.id_of(NodeKind::RuleVersion);
        json!({ "input": { "versionId": version, "parameters": "{\"a\":1}" } })
    }),
    mutation(
        "ruleTryOut",
        Thing,
        |t| json!({ "input": { "versionId": t.id_of(NodeKind::RuleVersion) } }),
    ),
    mutation(
        "ruleRunCancel",
        Thing,
        |t| json!({ "input": { "runId": t.id_of(NodeKind::RuleRun) } }),
    ),
    mutation("rulePropose", Thing, |t| {
        let version = t.id_of(NodeKind::RuleVersion);
        json!({ "input": { "versionId": version, "validFrom": t.rule_day } })
    }),
    mutation(
        "ruleApprove",
        Thing,
        |t| json!({ "input": { "versionId": t.id_of_proposed_rule() } }),
    ),
    mutation(
        "ruleReturn",
        Thing,
        |t| json!({ "input": { "versionId": t.id_of_proposed_rule() } }),
    ),
    mutation(
        "ruleDiscard",
        Thing,
        |t| json!({ "input": { "versionId": t.id_of(NodeKind::RuleVersion) } }),
    ),
    mutation("ruleRollBack", Thing, |t| {
        let to = t.id_of_withdrawn_rule();
        json!({ "input": { "point": "case-closing", "to": to, "reason": "Probe" } })
    }),
    mutation("referralAnswer", Thing, |t| {
        let referral = t.id_of(NodeKind::Referral);
        json!({ "input": { "referralId": referral, "version": 1, "state": "accepted" } })
    }),
];

impl FieldProbe {
    fn to_probe(&self, schema: &Arc<CountySchema>) -> Probe {
        let (root, field, arguments) = (self.root, self.field, self.arguments);
        let needs = self
            .of_kind
            .map_or_else(|| schema.needs(root, field), Needs::Permission);
        let schema = schema.clone();
        Probe {
            title: format!("{root:?} {field}"),
            needs,
            about: self.about,
            changes: root == Root::Mutation,
            ask: Box::new(move |target| {
                let variables = arguments(target);
                let given = variables.as_object().expect("arguments by name");
                Ask::Graphql {
                    document: schema.document(root, field, given),
                    variables,
                }
            }),
        }
    }
}

/// All queries of the tables.
fn queries() -> impl Iterator<Item = &'static FieldProbe> {
    QUERIES
        .iter()
        .chain(privacy_fields::QUERIES)
        .chain(support_fields::QUERIES)
        .chain(day_fields::QUERIES)
}

/// All mutations of the tables.
fn mutations() -> impl Iterator<Item = &'static FieldProbe> {
    MUTATIONS
        .iter()
        .chain(privacy_fields::MUTATIONS)
        .chain(support_fields::MUTATIONS)
        .chain(day_fields::MUTATIONS)
}

/// A probe of every field that has one in the tables.
pub(super) fn all(schema: &Arc<CountySchema>) -> Vec<Probe> {
    queries()
        .chain(mutations())
        .map(|probe| probe.to_probe(schema))
        .collect()
}

async fn run(store: Store, probes: impl Iterator<Item = &FieldProbe>) {
    let world = World::create(store).await;
    let schema = Arc::new(CountySchema::of(&world.ours.lead().client).await);
    for probe in probes {
        probe.to_probe(&schema).run(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn queries_show_what_is_in_reach_and_nothing_else() {
    run(Store::Sqlite, queries()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mutations_change_what_is_in_reach_and_nothing_else() {
    run(Store::Sqlite, mutations()).await;
}

/// What depends on the kind of database: conditions of queries, and transactions.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn things_and_changes_keep_to_their_reach_on_postgresql() {
    let all = queries().chain(mutations());
    run(Store::Postgres, all.filter(|probe| probe.about != Nothing)).await;
}

#[tokio::test]
async fn every_root_field_has_a_probe_and_every_probe_a_field() {
    let world = World::create(Store::Sqlite).await;
    let schema = CountySchema::of(&world.ours.lead().client).await;
    let title = |root: Root, field: &str| format!("{root:?} {field}");
    let fields: BTreeSet<String> = Root::ALL
        .into_iter()
        .flat_map(|root| {
            schema
                .root_fields(root)
                .into_iter()
                .map(move |field| title(root, &field))
        })
        .collect();
    let of_tables = queries()
        .chain(mutations())
        .map(|probe| title(probe.root, probe.field));
    let of_sessions = sessions::MUTATIONS
        .iter()
        .map(|field| title(Root::Mutation, field));
    let of_uploads = uploads::MUTATIONS
        .iter()
        .chain(&documents::MUTATIONS)
        .map(|field| title(Root::Mutation, field));
    let of_due = due::MUTATIONS
        .iter()
        .map(|field| title(Root::Mutation, field));
    let live = live::SUBSCRIPTIONS
        .iter()
        .map(|field| title(Root::Subscription, field));
    let probes: BTreeSet<String> = of_tables
        .chain(of_sessions)
        .chain(of_uploads)
        .chain(of_due)
        .chain(live)
        .collect();
    let without_probe: Vec<&String> = fields.difference(&probes).collect();
    assert!(
        without_probe.is_empty(),
        "add probes for {without_probe:?} to tests/isolation/fields.rs"
    );
    let without_field: Vec<&String> = probes.difference(&fields).collect();
    assert!(
        without_field.is_empty(),
        "the schema no longer has {without_field:?}: remove their probes"
    );
}
