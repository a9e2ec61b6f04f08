//! Whose database this is.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let one_row = Expr::col("only_row").eq(1);
        let table = Table::create()
            .table("tenant_identity")
            .col(small_integer("only_row").primary_key().check(one_row))
            .col(text("tenant_key"))
            .take();
        manager.create_table(table).await
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
