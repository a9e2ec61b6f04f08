//! What happens in a case.

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
        Table::create()
            .table("contacts")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(date("occurred_on"))
            .col(text("channel"))
            .col(integer("minutes"))
            .col(boolean("interpreter_present"))
            .col(boolean("with_client"))
            .col(text("note"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("contacts", "case_id")
                    .to("cases", "id"),
            )
            .take(),
        Table::create()
            .table("referrals")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("legal_field"))
            .col(text("provider"))
            .col(text("basis"))
            .col(text("basis_note"))
            .col(date("sent_on"))
            .col(text("state"))
            .col(text("state_reason"))
            .col(date_null("answered_on"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid_null("answered_by"))
            .col(timestamp_with_time_zone_null("answer_recorded_at"))
            .col(integer("version"))
            .foreign_key(
                ForeignKey::create()
                    .from("referrals", "case_id")
                    .to("cases", "id"),
            )
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("contacts_by_case")
            .table("contacts")
            .col("case_id")
            .col("occurred_on")
            .col("id")
            .take(),
        Index::create()
            .name("referrals_by_case")
            .table("referrals")
            .col("case_id")
            .col("sent_on")
            .take(),
    ]
}
