//! After an erasure nothing of the person is left anywhere.

use kernel::{
    errors::{Failure, ProblemCode},
    idempotency::IdempotencyKey,
    testing::Store,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use tenants::CountyContext;
use uuid::Uuid;

use super::{
    fixture, privacy_officer,
    traces::{traces_of, traces_of_id},
};
use crate::{
    change_constellation, close_case, confirm_erasure, create_household, decline_erasure,
    lift_hold, lift_restriction, list_erasures,
    model::{
        Case, Closing, ClosingGround, ConstellationChange, HouseholdRole, NewCase, NewContact,
        NewMembership, NewReferral, Reactivation, ReferralBasis, SubjectKind,
    },
    open_case, place_hold, reactivate_case, record_contact, register_person, request_erasure,
    restrict_person, send_referral,
    tables::{cases, contacts, persons, privacy::erasures},
    testing::{AHLEN_KI, Fixture, contact, day, details, intake, is_not_found, problem},
};

/// In every text that can be typed about the person.
const MARKER: &str = "Zqmarker";

/// Somebody with the marker in every text that can be typed, through every way in that case work has.
async fn plant(context: &CountyContext) -> Case {
    let key = |name: &str| IdempotencyKey::new(name, MARKER).expect("a key");
    let details = details(MARKER, MARKER);
    let person = register_person(context, details, Some(key("person"))).await;
    let person = person.expect("registers");
    let member = NewMembership {
        person_id: person.id,
        role: HouseholdRole::Adult,
        valid_from: day("2026-06-01"),
    };
    let household = create_household(context, MARKER, vec![member], Some(key("household"))).await;
    let new = NewCase {
        household_id: Some(household.expect("makes").id),
        reason: MARKER.to_owned(),
        ..intake(&person, AHLEN_KI)
    };
    let case = open_case(context, new, Some(key("case")))
        .await
        .expect("opens");
    let visit = NewContact {
        note: MARKER.to_owned(),
        ..contact(&case, "2026-06-10")
    };
    record_contact(context, visit, Some(key("contact")))
        .await
        .expect("records");
    let referral = NewReferral {
        case_id: case.id,
        legal_field: "sgb-2".to_owned(),
        provider: MARKER.to_owned(),
        basis: Some(ReferralBasis::LegalBasis),
        basis_note: MARKER.to_owned(),
        consent: None,
        disclosed: Vec::new(),
        sent_on: day("2026-06-11"),
    };
    send_referral(context, referral, Some(key("referral")))
        .await
        .expect("refers");
    let version = version_of(context, &case).await;
    let change = ConstellationChange {
        constellation: "process-support".to_owned(),
        reason: MARKER.to_owned(),
        expected_version: version,
    };
    change_constellation(context, case.id, change)
        .await
        .expect("changes");
    let closing = Closing {
        ground: ClosingGround::Other,
        note: MARKER.to_owned(),
        closed_on: day("2026-07-01"),
        expected_version: version + 1,
    };
    close_case(context, case.id, closing).await.expect("closes");
    let again = Reactivation {
        reason: MARKER.to_owned(),
        expected_version: version + 2,
    };
    reactivate_case(context, case.id, again)
        .await
        .expect("reactivates");
    let planted = rules::testing::plant(context, MARKER)
        .await
        .expect("plants");
    for subject in [person.id.0, case.id.0] {
        plant_decision(context, planted.draft.0, subject).await;
    }
    case
}

async fn version_of(context: &CountyContext, case: &Case) -> i32 {
    let found = crate::find_case(context, case.id).await.expect("reads");
    found.expect("is there").case.version
}

/// A decision of a rule with the marker in its question.
async fn plant_decision(context: &CountyContext, version: Uuid, subject: Uuid) {
    let transaction = context.database().begin().await.expect("begins");
    let backend = transaction.get_database_backend();
    let place = |number: usize| match backend {
        DbBackend::Postgres => format!("${number}"),
        _ => "?".to_owned(),
    };
    let sql = format!(
        "INSERT INTO rule_decisions (id, point, subject_kind, subject_id, version_id, configuration, as_of,
         input, position, output, outcome, fuel, decided_at)
         VALUES ({}, 'case-closing', 'case', {}, {}, 1, '2026-07-01', '{MARKER}', 0, '{MARKER}', 'open', 1,
         '2026-07-01T00:00:00+00:00')",
        place(1),
        place(2),
        place(3)
    );
    let values: [Value; 3] = [Uuid::now_v7().into(), subject.into(), version.into()];
    let insert = Statement::from_sql_and_values(backend, sql, values);
    transaction.execute_raw(insert).await.expect("inserts");
    transaction.commit().await.expect("commits");
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_any_column_of_any_table() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = plant(&lead).await;
        let other = fixture.case(&lead, "Amin", AHLEN_KI).await;
        record_contact(&lead, contact(&other, "2026-06-12"), None)
            .await
            .expect("records");
        let officer = privacy_officer(&fixture).await;
        let mark = restrict_person(&officer, case.person_id, MARKER)
            .await
            .expect("marks");
        lift_restriction(&officer, mark.id).await.expect("lifts");
        let hold = place_hold(&officer, (SubjectKind::Case, case.id.0), MARKER).await;
        lift_hold(&officer, hold.expect("keeps").id)
            .await
            .expect("lifts");
        let planted = traces_of(&lead, MARKER).await;
        assert!(
            planted.len() >= 16,
            "the marker stands everywhere: {planted:?}"
        );
        let request = request_erasure(&officer, case.person_id, MARKER)
            .await
            .expect("asks");
        let second = privacy_officer(&fixture).await;
        let rows = confirm_erasure(&second, request.id, 1)
            .await
            .expect("erases");
        assert!(rows >= 16, "{store:?}: {rows}");
        // Names of rules, which `plant_decision` made as well, are nobody's data.
        let left = traces_of(&lead, MARKER).await;
        let left: Vec<&String> = left
            .iter()
            .filter(|trace| {
                !trace.starts_with("rule_versions.") && !trace.starts_with("rule_components.")
            })
            .collect();
        assert!(left.is_empty(), "{store:?}: {left:?}");
        for id in [case.person_id.0, case.id.0] {
            let left = traces_of_id(&lead, id).await;
            let elsewhere: Vec<_> = left
                .iter()
                .filter(|trace| !trace.starts_with("audit_events."))
                .collect();
            assert!(elsewhere.is_empty(), "{store:?}: {elsewhere:?}");
        }
        assert_eq!(
            fixture.count::<cases::Entity>(&lead).await,
            1,
            "others stay"
        );
        assert_eq!(fixture.count::<contacts::Entity>(&lead).await, 1);
        assert_eq!(fixture.count::<persons::Entity>(&lead).await, 1);
        assert!(is_not_found(confirm_erasure(&second, request.id, 1).await));
    }
}

#[tokio::test]
async fn the_file_of_an_embedded_database_keeps_no_remains() {
    let fixture = fixture(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = plant(&lead).await;
    let kernel::database::Placement::Sqlite(file) = fixture.tenant.placement.clone() else {
        panic!("a file")
    };
    let holds_marker = || {
        let bytes = std::fs::read(&file).expect("reads");
        let needle = MARKER.as_bytes();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    checkpoint(&lead).await;
    assert!(holds_marker(), "what is to be erased was there");
    let (one, two) = (
        privacy_officer(&fixture).await,
        privacy_officer(&fixture).await,
    );
    let request = request_erasure(&one, case.person_id, MARKER)
        .await
        .expect("asks");
    confirm_erasure(&two, request.id, 1).await.expect("erases");
    remove_planted_rules(&lead).await;
    checkpoint(&lead).await;
    assert!(!holds_marker());
}

/// Rules that carry the marker for their own reasons.
async fn remove_planted_rules(context: &CountyContext) {
    let transaction = context.database().begin().await.expect("begins");
    for table in [
        "rule_run_changes",
        "rule_runs",
        "rule_versions",
        "rule_components",
    ] {
        let sql = format!("DELETE FROM {table}");
        transaction.execute_unprepared(&sql).await.expect("deletes");
    }
    transaction.commit().await.expect("commits");
}

/// Writes the log of a SQLite database into its file and empties it.
async fn checkpoint(context: &CountyContext) {
    let database = context.database();
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    database
        .execute_unprepared(checkpoint)
        .await
        .expect("writes");
}

#[tokio::test]
async fn nobody_erases_alone_and_nothing_that_a_hold_keeps() {
    for store in Store::ALL {
        let fixture = fixture(store).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let officer = privacy_officer(&fixture).await;
        let refused = request_erasure(&lead, case.person_id, "Wunsch").await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
        let hold = place_hold(&lead, (SubjectKind::Case, case.id.0), "Klage").await;
        let held = request_erasure(&officer, case.person_id, "Wunsch").await;
        assert_eq!(problem(held), ("personId", ProblemCode::UnderHold));
        lift_hold(&lead, hold.expect("keeps").id)
            .await
            .expect("lifts");
        let request = request_erasure(&officer, case.person_id, "Wunsch")
            .await
            .expect("asks");
        let twice = request_erasure(&officer, case.person_id, "Wunsch").await;
        assert_eq!(problem(twice), ("personId", ProblemCode::Taken));
        let alone = confirm_erasure(&officer, request.id, 1).await;
        assert_eq!(
            problem(alone),
            ("erasureId", ProblemCode::SecondPersonNeeded)
        );
        assert_eq!(
            fixture.count::<persons::Entity>(&lead).await,
            1,
            "{store:?}"
        );
        let second = privacy_officer(&fixture).await;
        place_hold(&lead, (SubjectKind::Person, case.person_id.0), "Klage")
            .await
            .expect("keeps");
        let held = confirm_erasure(&second, request.id, 1).await;
        assert_eq!(problem(held), ("erasureId", ProblemCode::UnderHold));
        assert_eq!(list_erasures(&officer).await.expect("lists").len(), 1);
        decline_erasure(&second, request.id).await.expect("says no");
        let decided = confirm_erasure(&second, request.id, 1).await;
        assert_eq!(problem(decided), ("erasureId", ProblemCode::WrongState));
        assert!(list_erasures(&officer).await.expect("lists").is_empty());
        assert_eq!(fixture.count::<erasures::Entity>(&lead).await, 1);
    }
}

#[tokio::test]
async fn a_county_may_let_one_person_erase() {
    let fixture: Fixture = fixture(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let officer = privacy_officer(&fixture).await;
    let alone = crate::testing::county(|files| {
        let county = files.get_mut("county.yaml").expect("the county has one");
        let at = county.find("  households_first").expect("features");
        county.insert_str(at, "  erasure_by_one_person: true\n");
    });
    let officer = fixture.with_county(&officer, alone);
    let request = request_erasure(&officer, case.person_id, "Wunsch")
        .await
        .expect("asks");
    confirm_erasure(&officer, request.id, 1)
        .await
        .expect("erases");
    assert_eq!(fixture.count::<persons::Entity>(&lead).await, 0);
}
