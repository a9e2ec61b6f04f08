//! Components, versions, runs and decisions.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            rule_components(),
            rule_versions(),
            rule_runs(),
            rule_run_changes(),
            rule_decisions(),
            rule_failures(),
        ] {
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

fn rule_components() -> TableCreateStatement {
    Table::create()
        .table("rule_components")
        .col(text("digest").primary_key())
        .col(blob("source"))
        .col(integer("size"))
        .col(json_null("about"))
        .col(json("golden_cases"))
        .col(uuid("uploaded_by"))
        .col(timestamp_with_time_zone("uploaded_at"))
        .take()
}

fn rule_versions() -> TableCreateStatement {
    Table::create()
        .table("rule_versions")
        .col(pk_uuid("id"))
        .col(integer("number"))
        .col(text("point"))
        .col(text("digest"))
        .col(text_null("parameters"))
        .col(text("state"))
        .col(json_null("refusal"))
        .col(json("golden"))
        .col(text("note"))
        .col(date_null("valid_from"))
        .col(date_null("withdrawn_on"))
        .col(text_null("claim").unique_key())
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("state_since"))
        .col(uuid_null("proposed_by"))
        .col(uuid_null("decided_by"))
        .col(text("decision_note"))
        .foreign_key(
            ForeignKey::create()
                .from("rule_versions", "digest")
                .to("rule_components", "digest"),
        )
        .take()
}

fn rule_runs() -> TableCreateStatement {
    Table::create()
        .table("rule_runs")
        .col(pk_uuid("id"))
        .col(uuid("version_id"))
        .col(text("point"))
        .col(text("kind"))
        .col(text("state"))
        .col(text_null("place").unique_key())
        .col(date("as_of"))
        .col(integer("total"))
        .col(integer("done"))
        .col(integer("changed"))
        .col(text_null("failure_code"))
        .col(text_null("failure_detail"))
        .col(boolean("cancel_requested"))
        .col(uuid_null("started_by"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("heartbeat_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(
            ForeignKey::create()
                .from("rule_runs", "version_id")
                .to("rule_versions", "id"),
        )
        .take()
}

fn rule_run_changes() -> TableCreateStatement {
    Table::create()
        .table("rule_run_changes")
        .col(uuid("run_id"))
        .col(uuid("subject_id"))
        .col(text_null("municipality"))
        .col(text_null("before"))
        .col(text("after"))
        .col(text("input"))
        .col(text("output"))
        .primary_key(Index::create().col("run_id").col("subject_id"))
        .foreign_key(
            ForeignKey::create()
                .from("rule_run_changes", "run_id")
                .to("rule_runs", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn rule_decisions() -> TableCreateStatement {
    Table::create()
        .table("rule_decisions")
        .col(pk_uuid("id"))
        .col(text("point"))
        .col(text("subject_kind"))
        .col(uuid("subject_id"))
        .col(uuid_null("present_subject"))
        .col(uuid("version_id"))
        .col(integer("configuration"))
        .col(date("as_of"))
        .col(text("input"))
        .col(integer("position"))
        .col(text("output"))
        .col(text("outcome"))
        .col(big_integer("fuel"))
        .col(timestamp_with_time_zone("decided_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("replaced_at"))
        .foreign_key(
            ForeignKey::create()
                .from("rule_decisions", "version_id")
                .to("rule_versions", "id"),
        )
        .take()
}

fn rule_failures() -> TableCreateStatement {
    Table::create()
        .table("rule_failures")
        .col(pk_uuid("version_id"))
        .col(text("code"))
        .col(text("detail"))
        .col(timestamp_with_time_zone("since"))
        .col(integer("count"))
        .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("rule_versions_by_number")
            .table("rule_versions")
            .col("point")
            .col("number")
            .unique()
            .take(),
        Index::create()
            .name("rule_decisions_present")
            .table("rule_decisions")
            .col("point")
            .col("present_subject")
            .unique()
            .take(),
        Index::create()
            .name("rule_decisions_by_subject")
            .table("rule_decisions")
            .col("subject_id")
            .col("point")
            .col("decided_at")
            .take(),
        Index::create()
            .name("rule_runs_by_version")
            .table("rule_runs")
            .col("version_id")
            .col("id")
            .take(),
    ]
}
