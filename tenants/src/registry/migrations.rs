//! The registry's tables.

use sea_orm_migration::{MigrationTrait, prelude::*, schema::*};

pub(super) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Registry)]
}

struct Registry;

impl MigrationName for Registry {
    fn name(&self) -> &str {
        "r0001_registry"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Registry {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let only_row = || {
            small_integer("only_row")
                .primary_key()
                .check(Expr::col("only_row").eq(1))
                .take()
        };
        let installation = Table::create()
            .table("installation")
            .col(only_row())
            .col(text("kind"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        let tenants = Table::create()
            .table("tenants")
            .col(text("key").primary_key())
            .col(text("state"))
            .col(text("placement"))
            .col(text_null("migration_error"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        let versions = Table::create()
            .table("configuration_versions")
            .col(text("tenant_key"))
            .col(integer("number"))
            .col(text("digest"))
            .col(json_binary("files"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().col("tenant_key").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .from("configuration_versions", "tenant_key")
                    .to("tenants", "key"),
            )
            .take();
        for table in [installation, tenants, versions] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
