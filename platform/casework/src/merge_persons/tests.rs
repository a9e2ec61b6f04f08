use std::collections::BTreeSet;

use kernel::{
    access::{Role, Scope},
    errors::ProblemCode::{ChangedSince, Conflict, Required, Taken, Unknown, WrongState},
    testing::Store,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, sea_query::Query};

use super::*;
use crate::{
    create_household, find_person,
    model::{Case, HouseholdRole, NewCase, NewMembership, PersonDetails},
    open_case,
    person_rows::PERSON_REFERENCES,
    record_contact, register_person,
    tables::{cases, contacts},
    testing::{
        AHLEN_KI, Fixture, SOUTH_KI, contact, day, details, intake, is_not_found, problem, problems,
    },
    undo_merge, update_person,
};

struct Twins {
    fixture: Fixture,
    lead: CountyContext,
    survivor: Person,
    merged: Person,
    case: Case,
}

/// Two records of one person in one household, each with a case and programmes.
async fn twins(store: Store) -> Twins {
    let fixture = Fixture::create_with(store, &[rules::migrations]).await;
    let lead = fixture.lead().await;
    let register = async |given, family, programmes: &[&str], born: Option<&str>| {
        let details = PersonDetails {
            programmes: programmes.iter().map(ToString::to_string).collect(),
            birth_date: born.map(day),
            ..details(given, family)
        };
        let person = register_person(&lead, details, None).await;
        person.expect("registers")
    };
    let survivor = register("Amina", "Haddad", &["jmd"], None).await;
    let merged = register("Aminah", "Hadad", &["jmd", "mbe"], Some("1990-05-01")).await;
    let members = [&survivor, &merged].map(|person| NewMembership {
        person_id: person.id,
        role: HouseholdRole::Adult,
        valid_from: day("2026-01-01"),
    });
    let household = create_household(&lead, "Familie", members.to_vec(), None).await;
    let household = household.expect("makes");
    let other = NewMembership {
        person_id: merged.id,
        role: HouseholdRole::Adult,
        valid_from: day("2026-02-01"),
    };
    let second = create_household(&lead, "Andere", vec![other], None).await;
    second.expect("makes");
    let mut opened = Vec::new();
    for person in [&survivor, &merged] {
        let new = NewCase {
            household_id: Some(household.id),
            ..intake(person, AHLEN_KI)
        };
        opened.push(open_case(&lead, new, None).await.expect("opens"));
    }
    let case = opened.remove(1);
    let visit = contact(&case, "2026-07-01");
    record_contact(&lead, visit, None).await.expect("records");
    Twins {
        fixture,
        lead,
        survivor,
        merged,
        case,
    }
}

fn merge_of(twins: &Twins, take: &[&str]) -> NewMerge {
    NewMerge {
        survivor: twins.survivor.id,
        survivor_version: 1,
        merged: twins.merged.id,
        merged_version: 1,
        take: take.iter().map(ToString::to_string).collect(),
        reason: "Ausweis liegt vor".to_owned(),
    }
}

/// Every row that has to do with persons; what counts changes is left out.
async fn digest(context: &CountyContext) -> BTreeSet<String> {
    let database = context.database();
    let mut rows = BTreeSet::new();
    let persons = persons::Entity::find().all(database).await.expect("reads");
    for person in persons {
        let counted_on = persons::Model {
            version: 0,
            ..person
        };
        rows.insert(format!("{counted_on:?}"));
    }
    let all = cases::Entity::find().all(database).await.expect("reads");
    rows.extend(all.iter().map(|row| format!("{row:?}")));
    let all = contacts::Entity::find().all(database).await.expect("reads");
    rows.extend(all.iter().map(|row| format!("{row:?}")));
    let all = household_members::Entity::find().all(database).await;
    rows.extend(all.expect("reads").iter().map(|row| format!("{row:?}")));
    let all = person_programmes::Entity::find().all(database).await;
    rows.extend(all.expect("reads").iter().map(|row| format!("{row:?}")));
    for table in ["person_words", "person_sounds", "case_words"] {
        let all = Query::select()
            .columns(["object_id", "word"])
            .from(table)
            .take();
        for row in database.query_all(&all).await.expect("reads") {
            let id: uuid::Uuid = row.try_get_by_index(0).expect("an id");
            let word: String = row.try_get_by_index(1).expect("a word");
            rows.insert(format!("{table} {id} {word}"));
        }
    }
    rows
}

async fn only_merge(context: &CountyContext, person: PersonId) -> PersonMerge {
    let mut merges = merges_of(context, person).await.expect("reads");
    assert_eq!(merges.len(), 1);
    merges.remove(0)
}

#[tokio::test]
async fn everything_of_the_second_is_the_firsts_and_undoing_restores_it_exactly() {
    for store in Store::ALL {
        let twins = twins(store).await;
        let (lead, fixture) = (&twins.lead, &twins.fixture);
        let before = digest(lead).await;
        let new = merge_of(&twins, &["birthDate", "familyName"]);
        let person = merge_persons(lead, &new).await.expect("merges");
        assert_eq!(
            (
                person.display_name().as_str(),
                person.birth_date,
                person.version
            ),
            ("Amina Hadad", Some(day("1990-05-01")), 2),
            "{store:?}"
        );
        assert_eq!(fixture.count::<persons::Entity>(lead).await, 1);
        let all = cases::Entity::find().all(lead.database()).await;
        let clients: BTreeSet<_> = all
            .expect("reads")
            .iter()
            .map(|row| row.person_id)
            .collect();
        assert_eq!(clients, BTreeSet::from([person.id]));
        assert_eq!(fixture.count::<household_members::Entity>(lead).await, 2);
        assert_eq!(fixture.count::<person_programmes::Entity>(lead).await, 2);

        let merge = only_merge(lead, person.id).await;
        assert_eq!(merge.merged_name, "Aminah Hadad");
        let old = find_person(lead, twins.merged.id).await.expect("reads");
        assert_eq!(
            old.map(|old| old.id),
            Some(person.id),
            "the old id leads on"
        );

        let undone = undo_merge(lead, merge.id).await.expect("undoes");
        assert_eq!(undone.version, 3, "a form opened in between must not fit");
        let after = digest(lead).await;
        let changed: Vec<_> = before.symmetric_difference(&after).collect();
        assert!(changed.is_empty(), "{store:?}: {changed:#?}");
        let old = find_person(lead, twins.merged.id).await.expect("reads");
        assert_eq!(old, Some(twins.merged.clone()));
        assert_eq!(
            problem(undo_merge(lead, merge.id).await),
            ("mergeId", WrongState)
        );
    }
}

#[tokio::test]
async fn what_was_changed_since_cannot_be_undone() {
    for store in Store::ALL {
        for change in 0..3 {
            let twins = twins(store).await;
            let lead = &twins.lead;
            let merged = merge_persons(lead, &merge_of(&twins, &[])).await;
            let person = merged.expect("merges");
            let merge = only_merge(lead, person.id).await;
            match change {
                0 => {
                    let data = details("Amina", "Neu");
                    let updated = update_person(lead, person.id, 2, data).await;
                    updated.expect("updates");
                }
                1 => {
                    let opened = open_case(lead, intake(&person, SOUTH_KI), None).await;
                    opened.expect("opens");
                }
                _ => {
                    let third = twins.fixture.person(lead, "Amina", "Hadat").await;
                    let new = NewMerge {
                        survivor: third.id,
                        merged: person.id,
                        merged_version: 2,
                        ..merge_of(&twins, &[])
                    };
                    merge_persons(lead, &new).await.expect("merges");
                    let old = find_person(lead, twins.merged.id).await.expect("reads");
                    assert_eq!(old.map(|old| old.id), Some(third.id), "ids lead on and on");
                }
            }
            let before = digest(lead).await;
            let refused = undo_merge(lead, merge.id).await;
            assert_eq!(
                problem(refused),
                ("mergeId", ChangedSince),
                "{store:?} {change}"
            );
            assert_eq!(digest(lead).await, before);
        }
    }
}

#[tokio::test]
async fn a_case_may_go_on_and_its_contacts_go_back_with_it() {
    for store in Store::ALL {
        let twins = twins(store).await;
        let lead = &twins.lead;
        merge_persons(lead, &merge_of(&twins, &[]))
            .await
            .expect("merges");
        let visit = contact(&twins.case, "2026-07-10");
        record_contact(lead, visit, None).await.expect("records");
        let merge = only_merge(lead, twins.survivor.id).await;
        undo_merge(lead, merge.id).await.expect("undoes");
        let case = cases::Entity::find_by_id(twins.case.id)
            .one(lead.database())
            .await;
        let case = case.expect("reads").expect("is there");
        assert_eq!(
            (case.person_id, case.contact_count),
            (twins.merged.id, 2),
            "{store:?}"
        );
    }
}

#[tokio::test]
async fn only_those_merge_who_may_and_reach_both() {
    for store in Store::ALL {
        let twins = twins(store).await;
        let fixture = &twins.fixture;
        let new = merge_of(&twins, &[]);
        let unit = |key: &str| Scope::unit(key.parse().expect("a key"));
        let manager = fixture.case_manager(unit("ahlen")).await;
        let refused = merge_persons(&manager, &new).await;
        assert!(matches!(refused, Err(Failure::Forbidden)), "{refused:?}");
        let elsewhere = fixture
            .signed_in(Role::Coordinator, unit("suedkreis"))
            .await;
        assert!(is_not_found(merge_persons(&elsewhere, &new).await));
        let coordinator = fixture.signed_in(Role::Coordinator, unit("ahlen")).await;
        let merged = merge_persons(&coordinator, &new).await;
        let merge = only_merge(&coordinator, merged.expect("merges").id).await;
        let hidden = find_person(&elsewhere, twins.merged.id).await;
        assert_eq!(
            hidden.expect("reads"),
            None,
            "{store:?}: the old id leads nowhere"
        );
        assert!(is_not_found(undo_merge(&elsewhere, merge.id).await));
        undo_merge(&coordinator, merge.id).await.expect("undoes");
    }
}

#[tokio::test]
async fn every_problem_is_named() {
    let twins = twins(Store::Sqlite).await;
    let lead = &twins.lead;
    let itself = NewMerge {
        merged: twins.survivor.id,
        ..merge_of(&twins, &[])
    };
    assert_eq!(
        problem(merge_persons(lead, &itself).await),
        ("mergedId", Taken)
    );
    let wrong = NewMerge {
        survivor_version: 7,
        merged_version: 7,
        reason: " ".to_owned(),
        ..merge_of(&twins, &["shoeSize"])
    };
    assert_eq!(
        problems(merge_persons(lead, &wrong).await),
        [
            ("version", Conflict),
            ("mergedVersion", Conflict),
            ("take", Unknown),
            ("reason", Required)
        ]
    );
}

/// A new table that names persons must be thought of here, or merging would fail or lose its rows.
#[tokio::test]
async fn every_table_that_hangs_on_persons_is_known() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let sql = "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
               WHERE m.type = 'table' AND f.\"table\" = 'persons'";
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = lead
        .database()
        .query_all_raw(statement)
        .await
        .expect("reads");
    let found: BTreeSet<(String, String)> = rows
        .iter()
        .map(|row| {
            let name = |index| row.try_get_by_index(index).expect("a name");
            (name(0), name(1))
        })
        .collect();
    let known = PERSON_REFERENCES.into_iter();
    let found_by = [
        ("person_words", "object_id"),
        ("person_sounds", "object_id"),
    ];
    let known: BTreeSet<(String, String)> = known
        .chain(found_by)
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();
    assert_eq!(found, known);
}
