//! What duplicates are looked up by, earlier values of persons' data, and merges of persons with what undoing them needs.

use chrono::NaiveDate;
use sea_orm_migration::{prelude::*, schema::*};

use super::m0008_search::{by_word, index_present, value, words};
use crate::{model::Identity, search_index::SearchedTable};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = SearchedTable::PersonSounds;
        manager
            .create_table(words(manager.get_database_backend(), table))
            .await?;
        manager.create_index(by_word(table)).await?;
        let columns = ["given_name", "family_name", "birth_date"];
        index_present(manager.get_connection(), table, &columns, |row| {
            let (given, family): (String, String) = (value(row, 1)?, value(row, 2)?);
            let birth_date: Option<NaiveDate> = value(row, 3)?;
            Ok(Identity::new(&given, &family, birth_date).keys())
        })
        .await?;
        manager.create_table(person_changes()).await?;
        let by_person = Index::create()
            .name("person_changes_by_person")
            .table("person_changes")
            .col("person_id")
            .take();
        manager.create_index(by_person).await?;
        manager.create_table(person_merges()).await?;
        for (name, column) in [
            ("person_merges_by_lead", "leads_to"),
            ("person_merges_by_merged", "merged_id"),
        ] {
            let index = Index::create()
                .name(name)
                .table("person_merges")
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

/// Without foreign keys: the merged record is not there any more, and the other may become part of a third.
fn person_merges() -> TableCreateStatement {
    Table::create()
        .table("person_merges")
        .col(pk_uuid("id"))
        .col(uuid("survivor_id"))
        .col(uuid("merged_id"))
        .col(uuid("leads_to"))
        .col(text("reason"))
        .col(timestamp_with_time_zone("merged_at"))
        .col(uuid("merged_by"))
        .col(timestamp_with_time_zone_null("undone_at"))
        .col(uuid_null("undone_by"))
        .col(json("record"))
        .take()
}

fn person_changes() -> TableCreateStatement {
    Table::create()
        .table("person_changes")
        .col(pk_uuid("id"))
        .col(uuid("person_id"))
        .col(text("field"))
        .col(text_null("before"))
        .col(text_null("after"))
        .col(text("reason"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(uuid("changed_by"))
        .foreign_key(
            ForeignKey::create()
                .from("person_changes", "person_id")
                .to("persons", "id"),
        )
        .take()
}
