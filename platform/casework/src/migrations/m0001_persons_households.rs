//! Who is supported, and with whom they live.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables(manager.get_database_backend()) {
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

fn tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("persons")
            .col(pk_uuid("id"))
            .col(text("given_name"))
            .col(text("family_name"))
            .col(name_search(backend))
            .col(date_null("birth_date"))
            .col(text_null("gender"))
            .col(text_null("nationality"))
            .col(text_null("first_language"))
            .col(boolean("interpreter_needed"))
            .col(text_null("municipality_ags"))
            .col(text_null("residence_status"))
            .col(date_null("arrived_on"))
            .col(integer("version"))
            .col(uuid("registered_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .take(),
        Table::create()
            .table("households")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(integer("version"))
            .col(uuid("registered_by"))
            .col(timestamp_with_time_zone("created_at"))
            .take(),
        Table::create()
            .table("household_members")
            .col(pk_uuid("id"))
            .col(uuid("household_id"))
            .col(uuid("person_id"))
            .col(text("role"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .foreign_key(
                ForeignKey::create()
                    .from("household_members", "household_id")
                    .to("households", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("household_members", "person_id")
                    .to("persons", "id"),
            )
            .take(),
    ]
}

/// Sorted by code point in both databases: folded names need no language's rules, and PostgreSQL
/// can then read the index in the order of the list.
fn name_search(backend: DbBackend) -> ColumnDef {
    let mut column = text("name_search");
    if backend == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("persons_by_name")
            .table("persons")
            .col("name_search")
            .col("id")
            .take(),
        Index::create()
            .name("persons_by_registrar")
            .table("persons")
            .col("registered_by")
            .take(),
        Index::create()
            .name("household_members_by_household")
            .table("household_members")
            .col("household_id")
            .take(),
        Index::create()
            .name("household_members_by_person")
            .table("household_members")
            .col("person_id")
            .take(),
        Index::create()
            .name("households_by_registrar")
            .table("households")
            .col("registered_by")
            .take(),
    ]
}
