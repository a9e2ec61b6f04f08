//! Retention, erasure and restriction.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in review_tables()
            .into_iter()
            .chain(record_tables())
            .chain(person_tables())
        {
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

/// What is due and what stands against it. Subjects are of several tables, so none is referred to: the register of
/// personal data says how these rows go with them.
fn review_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("retention_items")
            .col(pk_uuid("id"))
            .col(text("data_kind"))
            .col(text("subject_kind"))
            .col(uuid("subject_id"))
            .col(date("begins_on"))
            .col(date("due_on"))
            .col(text("state"))
            .col(uuid_null("offer_id"))
            .col(uuid_null("proof_id"))
            .col(timestamp_with_time_zone("listed_at"))
            .take(),
        Table::create()
            .table("retention_holds")
            .col(pk_uuid("id"))
            .col(text("subject_kind"))
            .col(uuid("subject_id"))
            .col(text("reason"))
            .col(uuid("placed_by"))
            .col(timestamp_with_time_zone("placed_at"))
            .col(uuid_null("lifted_by"))
            .col(timestamp_with_time_zone_null("lifted_at"))
            .take(),
        Table::create()
            .table("retention_last_closings")
            .col(uuid("subject_id").primary_key())
            .col(date("closed_on"))
            .take(),
    ]
}

/// What was done, without anybody's data.
fn record_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("retention_days")
            .col(date("as_of").primary_key())
            .col(timestamp_with_time_zone("finished_at"))
            .take(),
        Table::create()
            .table("archive_offers")
            .col(pk_uuid("id"))
            .col(text("data_kind"))
            .col(integer("subjects"))
            .col(uuid("offered_by"))
            .col(timestamp_with_time_zone("offered_at"))
            .col(text_null("answer"))
            .col(uuid_null("answered_by"))
            .col(timestamp_with_time_zone_null("answered_at"))
            .take(),
        Table::create()
            .table("retention_proofs")
            .col(pk_uuid("id"))
            .col(text("data_kind"))
            .col(text("measure"))
            .col(integer("released"))
            .col(integer("subjects"))
            .col(big_integer("rows"))
            .col(integer("configuration"))
            .col(uuid("released_by"))
            .col(timestamp_with_time_zone("released_at"))
            .col(timestamp_with_time_zone_null("carried_out_at"))
            .take(),
        Table::create()
            .table("retention_figures")
            .col(integer("year"))
            .col(text("municipality_ags"))
            .col(text("constellation_key"))
            .col(text("ground"))
            .col(integer("cases"))
            .primary_key(
                Index::create()
                    .col("year")
                    .col("municipality_ags")
                    .col("constellation_key")
                    .col("ground"),
            )
            .take(),
    ]
}

/// What a person asked for.
fn person_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("erasure_requests")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(text("reason"))
            .col(text("state"))
            .col(uuid("requested_by"))
            .col(timestamp_with_time_zone("requested_at"))
            .col(uuid_null("decided_by"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("erasure_requests", "person_id")
                    .to("persons", "id"),
            )
            .take(),
        Table::create()
            .table("person_restrictions")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(text("reason"))
            .col(uuid("placed_by"))
            .col(timestamp_with_time_zone("placed_at"))
            .col(uuid_null("lifted_by"))
            .col(timestamp_with_time_zone_null("lifted_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("person_restrictions", "person_id")
                    .to("persons", "id"),
            )
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &str, table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table(table).take();
        columns.iter().for_each(|column| {
            index.col(*column);
        });
        index
    };
    let one_item = ["subject_id", "data_kind"];
    vec![
        index("retention_items_by_subject", "retention_items", &one_item)
            .unique()
            .take(),
        index(
            "retention_items_by_state",
            "retention_items",
            &["state", "id"],
        ),
        index(
            "retention_holds_by_subject",
            "retention_holds",
            &["subject_id"],
        ),
        index(
            "erasure_requests_by_person",
            "erasure_requests",
            &["person_id"],
        ),
        index(
            "person_restrictions_by_person",
            "person_restrictions",
            &["person_id"],
        ),
    ]
}
