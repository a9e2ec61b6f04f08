//! What the tables of case work hold about people, and the whole register of a county's database.

use std::sync::LazyLock;

use tenants::{
    model::retention::DataKind,
    personal_data::{Link, PersonalData, TableEntry, link},
};

/// The tables of this crate. A new one gets a line here; everything about privacy follows from it.
pub const PERSONAL_DATA: &[TableEntry] = &[
    TableEntry::nothing_personal("case_numbers", "the last number given in each year"),
    TableEntry::personal("persons", DataKind::Person, &[]).collected("created_at"),
    TableEntry::personal(
        "person_programmes",
        DataKind::Person,
        &[link("person_id", "persons")],
    ),
    TableEntry::personal("households", DataKind::Household, &[]).collected("created_at"),
    TableEntry::personal(
        "household_members",
        DataKind::Household,
        &[
            link("household_id", "households"),
            link("person_id", "persons"),
        ],
    ),
    // That a case names a household is no link: the case does not go with it.
    TableEntry::personal("cases", DataKind::Case, &[link("person_id", "persons")])
        .collected("opened_on")
        .ended("closed_on"),
    TableEntry::personal(
        "case_assignments",
        DataKind::Case,
        &[link("case_id", "cases")],
    ),
    TableEntry::personal(
        "case_constellations",
        DataKind::Case,
        &[link("case_id", "cases")],
    ),
    TableEntry::personal("case_closures", DataKind::Case, &[link("case_id", "cases")]),
    TableEntry::personal("contacts", DataKind::Contact, &[link("case_id", "cases")])
        .collected("occurred_on"),
    TableEntry::personal("referrals", DataKind::Referral, &[link("case_id", "cases")])
        .collected("sent_on")
        .ended("answered_on"),
    TableEntry::personal("tasks", DataKind::Case, OF_CASE).collected("recorded_at"),
    TableEntry::personal("appointments", DataKind::Case, OF_CASE).collected("recorded_at"),
    TableEntry::personal("conferences", DataKind::Case, OF_CASE).collected("held_on"),
    TableEntry::personal(
        "documents",
        DataKind::Case,
        &[link("case_id", "cases"), link("person_id", "persons")],
    )
    .collected("recorded_at"),
    TableEntry::personal(
        "document_contents",
        DataKind::Case,
        &[link("document_id", "documents")],
    )
    .without_id(),
    TableEntry::personal("assessments", DataKind::SupportPlan, OF_CASE).collected("assessed_on"),
    TableEntry::personal("plans", DataKind::SupportPlan, OF_CASE).collected("recorded_at"),
    TableEntry::personal(
        "plan_goals",
        DataKind::SupportPlan,
        &[link("plan_id", "plans")],
    ),
    TableEntry::personal(
        "plan_steps",
        DataKind::SupportPlan,
        &[link("goal_id", "plan_goals")],
    ),
    TableEntry::personal("consents", DataKind::Consent, OF_CASE)
        .collected("signed_on")
        .ended("withdrawn_on"),
    TableEntry::nothing_personal(
        "findings",
        "what cases show about structures; texts that name the client are refused",
    ),
    TableEntry::personal("person_words", DataKind::Person, WORDS_OF_PERSON).without_id(),
    TableEntry::personal("person_sounds", DataKind::Person, WORDS_OF_PERSON).without_id(),
    TableEntry::personal("case_words", DataKind::Case, &[link("object_id", "cases")]).without_id(),
    TableEntry::personal(
        "contact_words",
        DataKind::Contact,
        &[link("object_id", "contacts")],
    )
    .without_id(),
    TableEntry::personal(
        "person_changes",
        DataKind::Person,
        &[link("person_id", "persons")],
    )
    .collected("changed_at"),
    TableEntry::personal(
        "person_merges",
        DataKind::Person,
        &[link("survivor_id", "persons"), link("leads_to", "persons")],
    )
    .collected("merged_at"),
    TableEntry::personal("retention_items", DataKind::Case, SUBJECT_LINKS),
    TableEntry::personal("retention_holds", DataKind::Case, SUBJECT_LINKS),
    TableEntry::personal("retention_last_closings", DataKind::Person, SUBJECT_LINKS).without_id(),
    TableEntry::nothing_personal("retention_days", "days on which the list was filled"),
    TableEntry::nothing_personal(
        "archive_offers",
        "how many records were offered, and the answer",
    ),
    TableEntry::nothing_personal(
        "retention_proofs",
        "how many records were deleted by which rule",
    ),
    TableEntry::nothing_personal("retention_figures", "counts of cases that are gone"),
    TableEntry::personal(
        "erasure_requests",
        DataKind::Person,
        &[link("person_id", "persons")],
    ),
    TableEntry::personal(
        "person_restrictions",
        DataKind::Person,
        &[link("person_id", "persons")],
    ),
];

/// What a person is found by.
const WORDS_OF_PERSON: &[Link] = &[link("object_id", "persons")];

/// Rows that hang on a case.
const OF_CASE: &[Link] = &[link("case_id", "cases")];

/// Rows about a subject of any kind.
const SUBJECT_LINKS: &[Link] = &[
    link("subject_id", "cases"),
    link("subject_id", "persons"),
    link("subject_id", "households"),
    link("subject_id", "accounts"),
];

/// The register of a whole county's database: the tables of the kernel, of rules and of case work. A capability beside
/// this one that gets tables hands its list over here through its composition, as `rules` does.
pub fn personal_data() -> &'static PersonalData {
    // Constant lists in another order; it knows no tenant.
    static REGISTER: LazyLock<PersonalData> =
        LazyLock::new(|| PersonalData::of_tables(&[rules::PERSONAL_DATA, PERSONAL_DATA]));
    &REGISTER
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use kernel::testing::Store;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use tenants::personal_data::{ANY_TABLE, SUBJECT_TABLES};

    use super::*;
    use crate::testing::Fixture;

    /// Column names by table of a migrated database.
    async fn columns(store: Store) -> BTreeMap<String, BTreeSet<String>> {
        let fixture = Fixture::create_with(store, &[rules::migrations]).await;
        let context = fixture.tenant.anonymous();
        let database = context.database();
        let query = match database.get_database_backend() {
            DbBackend::Postgres => {
                "SELECT table_name AS table_name, column_name AS column_name
                 FROM information_schema.columns WHERE table_schema = 'public'"
            }
            _ => {
                "SELECT tables.name AS table_name, columns.name AS column_name
                 FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
                 WHERE tables.type = 'table'"
            }
        };
        let statement = Statement::from_string(database.get_database_backend(), query);
        let rows = database.query_all_raw(statement).await.expect("reads");
        let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in rows {
            let name = |column| row.try_get::<String>("", column).expect("a name");
            let columns = tables.entry(name("table_name")).or_default();
            columns.insert(name("column_name"));
        }
        tables
    }

    #[tokio::test]
    async fn every_table_is_in_the_register_and_every_entry_fits_its_table() {
        for store in Store::ALL {
            let tables = columns(store).await;
            let registered: BTreeSet<&str> = personal_data()
                .entries()
                .iter()
                .map(|entry| entry.table)
                .collect();
            assert_eq!(
                registered.len(),
                personal_data().entries().len(),
                "a table is registered twice"
            );
            for table in tables.keys().filter(|table| !table.starts_with("sqlite_")) {
                assert!(
                    registered.contains(table.as_str()),
                    "add a line for the table `{table}` to PERSONAL_DATA of its crate"
                );
            }
            for (table, rows) in personal_data().personal() {
                let columns = tables
                    .get(table)
                    .unwrap_or_else(|| panic!("there is no table `{table}`"));
                let named = rows.links.iter().map(|link| link.column);
                let named = named.chain(rows.id).chain(rows.collected).chain(rows.ended);
                for column in named {
                    assert!(columns.contains(column), "{table} has no column {column}");
                }
                for link in rows.links.iter().filter(|link| link.table != ANY_TABLE) {
                    let target = personal_data().rows_of(link.table);
                    let is_named = target.is_some_and(|target| target.id == Some("id"));
                    assert!(is_named, "{table} hangs on {}", link.table);
                }
            }
        }
    }

    #[test]
    fn every_row_hangs_on_a_subject_or_is_kept_for_a_reason() {
        for (table, rows) in personal_data().personal() {
            let hangs = !rows.links.is_empty() || SUBJECT_TABLES.contains(&table);
            assert!(hangs || rows.kept_because.is_some(), "{table}");
        }
    }
}
