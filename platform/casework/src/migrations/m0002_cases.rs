//! Cases, who is responsible for them and since when.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        case_numbers(),
        cases(),
        case_assignments(),
        case_constellations(),
        case_closures(),
    ]
}

/// The last number given in each year. Raising it in the transaction that uses it makes the next
/// one wait, and a transaction that is undone gives its number back.
fn case_numbers() -> TableCreateStatement {
    Table::create()
        .table("case_numbers")
        .col(integer("year").primary_key())
        .col(integer("last_number"))
        .take()
}

fn cases() -> TableCreateStatement {
    Table::create()
        .table("cases")
        .col(pk_uuid("id"))
        .col(text_uniq("number"))
        .col(uuid("person_id"))
        .col(uuid_null("household_id"))
        .col(text("state"))
        .col(text("constellation_key"))
        .col(text("municipality_ags"))
        .col(text_null("unit_key"))
        .col(text("carrier_key"))
        .col(text_null("post_key"))
        .col(text("channel"))
        .col(text("language"))
        .col(boolean("interpreter_needed"))
        .col(text_null("referring_body"))
        .col(text("reason"))
        .col(date("opened_on"))
        .col(date_null("closed_on"))
        .col(date_null("last_contact_on"))
        .col(date("last_seen_on"))
        .col(integer("contact_count"))
        .col(integer("version"))
        .col(uuid("opened_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("cases", "person_id")
                .to("persons", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("cases", "household_id")
                .to("households", "id"),
        )
        .take()
}

fn case_assignments() -> TableCreateStatement {
    Table::create()
        .table("case_assignments")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(text_null("post_key"))
        .col(text("carrier_key"))
        .col(text_null("unit_key"))
        .col(date("valid_from"))
        .col(date_null("valid_to"))
        .col(text("reason"))
        .col(uuid("assigned_by"))
        .col(timestamp_with_time_zone("assigned_at"))
        .foreign_key(
            ForeignKey::create()
                .from("case_assignments", "case_id")
                .to("cases", "id"),
        )
        .take()
}

fn case_constellations() -> TableCreateStatement {
    Table::create()
        .table("case_constellations")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(text("constellation_key"))
        .col(date("valid_from"))
        .col(date_null("valid_to"))
        .col(text("reason"))
        .col(uuid("changed_by"))
        .col(timestamp_with_time_zone("changed_at"))
        .foreign_key(
            ForeignKey::create()
                .from("case_constellations", "case_id")
                .to("cases", "id"),
        )
        .take()
}

fn case_closures() -> TableCreateStatement {
    Table::create()
        .table("case_closures")
        .col(pk_uuid("id"))
        .col(uuid("case_id"))
        .col(date("closed_on"))
        .col(text("ground"))
        .col(text("note"))
        .col(uuid("closed_by"))
        .col(timestamp_with_time_zone("closed_at"))
        .col(date_null("reactivated_on"))
        .col(text_null("reactivation_reason"))
        .col(uuid_null("reactivated_by"))
        .col(timestamp_with_time_zone_null("reactivated_at"))
        .foreign_key(
            ForeignKey::create()
                .from("case_closures", "case_id")
                .to("cases", "id"),
        )
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let on_cases = |name: &str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table("cases").take();
        columns.iter().for_each(|column| {
            index.col(*column);
        });
        index
    };
    vec![
        on_cases("cases_by_opening", &["state", "opened_on", "id"]),
        on_cases("cases_by_last_seen", &["state", "last_seen_on", "id"]),
        on_cases("cases_by_carrier", &["carrier_key", "state", "opened_on"]),
        on_cases("cases_by_unit", &["unit_key", "state", "opened_on"]),
        on_cases("cases_by_post", &["post_key", "state", "opened_on"]),
        on_cases("cases_by_person", &["person_id"]),
        on_cases("cases_by_household", &["household_id"]),
        Index::create()
            .name("case_assignments_by_case")
            .table("case_assignments")
            .col("case_id")
            .take(),
        Index::create()
            .name("case_constellations_by_case")
            .table("case_constellations")
            .col("case_id")
            .take(),
        Index::create()
            .name("case_closures_by_case")
            .table("case_closures")
            .col("case_id")
            .take(),
    ]
}
