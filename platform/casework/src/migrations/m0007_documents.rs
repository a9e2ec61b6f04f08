//! Documents of cases and persons, and their bytes.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, column) in [
            ("documents_by_case", "case_id"),
            ("documents_by_person", "person_id"),
        ] {
            let index = Index::create()
                .name(name)
                .table("documents")
                .col(column)
                .take();
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
    let key = |table: &'static str, column: &'static str, to: &'static str| {
        ForeignKey::create()
            .from(table, column)
            .to(to, "id")
            .to_owned()
    };
    vec![
        Table::create()
            .table("documents")
            .col(pk_uuid("id"))
            .col(uuid_null("case_id"))
            .col(uuid("person_id"))
            .col(text("title"))
            .col(text("kind"))
            .col(date_null("dated_on"))
            .col(text("file_name"))
            .col(text("file_type"))
            .col(integer("size_bytes"))
            .col(text("sha256"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(timestamp_with_time_zone_null("deleted_at"))
            .col(uuid_null("deleted_by"))
            .col(text_null("deletion_reason"))
            .foreign_key(&mut key("documents", "case_id", "cases"))
            .foreign_key(&mut key("documents", "person_id", "persons"))
            .take(),
        Table::create()
            .table("document_contents")
            .col(pk_uuid("document_id"))
            .col(blob("content"))
            .foreign_key(&mut key("document_contents", "document_id", "documents"))
            .take(),
    ]
}
