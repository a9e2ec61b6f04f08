//! The work of the day: tasks, appointments and case conferences.

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

fn of_case(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "case_id")
        .to("cases", "id")
        .to_owned()
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("tasks")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("title"))
            .col(text("note"))
            .col(date_null("due_on"))
            .col(date_null("remind_on"))
            .col(text_null("post_key"))
            .col(uuid_null("account_id"))
            .col(text("state"))
            .col(date_null("ended_on"))
            .col(uuid_null("ended_by"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(integer("version"))
            .foreign_key(&mut of_case("tasks"))
            .take(),
        Table::create()
            .table("appointments")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(date("starts_on"))
            .col(integer("starts_minute"))
            .col(integer("minutes"))
            .col(text("kind"))
            .col(text("place"))
            .col(text("note"))
            .col(date_null("cancelled_on"))
            .col(uuid_null("cancelled_by"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(integer("version"))
            .foreign_key(&mut of_case("appointments"))
            .take(),
        Table::create()
            .table("conferences")
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(date("held_on"))
            .col(text("topic"))
            .col(json_binary("participants"))
            .col(text("result"))
            .col(integer("task_count"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .foreign_key(&mut of_case("conferences"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("tasks_by_case")
            .table("tasks")
            .col("case_id")
            .take(),
        Index::create()
            .name("tasks_by_day")
            .table("tasks")
            .col("state")
            .col("due_on")
            .take(),
        Index::create()
            .name("appointments_by_case")
            .table("appointments")
            .col("case_id")
            .take(),
        Index::create()
            .name("conferences_by_case")
            .table("conferences")
            .col("case_id")
            .take(),
        Index::create()
            .name("appointments_by_day")
            .table("appointments")
            .col("starts_on")
            .col("starts_minute")
            .take(),
    ]
}
