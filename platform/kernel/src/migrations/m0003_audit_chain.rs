//! The seals of the audit trail.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No reference to the entry: that one is missing is what a seal is there to show.
        let seals = Table::create()
            .table("audit_seals")
            .col(big_integer("position").primary_key())
            .col(uuid_uniq("event_id"))
            .col(timestamp_with_time_zone("event_at"))
            .col(text("method"))
            .col(text("hash"))
            .take();
        let checkpoints = Table::create()
            .table("audit_checkpoints")
            .col(big_integer("position").primary_key())
            .col(text("hash"))
            .col(big_integer("entries"))
            .col(timestamp_with_time_zone("made_at"))
            .col(text("method"))
            .col(text("proof"))
            .take();
        manager.create_table(seals).await?;
        manager.create_table(checkpoints).await?;
        let by_time = Index::create()
            .name("audit_seals_by_time")
            .table("audit_seals")
            .col("event_at")
            .take();
        manager.create_index(by_time).await
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
