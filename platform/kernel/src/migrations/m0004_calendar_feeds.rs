//! Secret addresses by which calendar programs read.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("calendar_feeds")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("name"))
            .col(text_uniq("token_hash"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("calendar_feeds", "account_id")
                    .to("accounts", "id"),
            )
            .take();
        manager.create_table(table).await?;
        let index = Index::create()
            .name("calendar_feeds_by_account")
            .table("calendar_feeds")
            .col("account_id")
            .take();
        manager.create_index(index).await
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
