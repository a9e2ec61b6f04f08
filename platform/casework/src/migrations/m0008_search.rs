//! The words by which persons, cases and contacts are found.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, TryGetable, sea_query::Query};
use sea_orm_migration::{prelude::*, schema::*};
use uuid::Uuid;

use crate::{
    model::{words_of_case, words_of_contact, words_of_person},
    search_index::{SearchedTable, write_words},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Rows that are read and given words at a time.
const ROWS_PER_STEP: u64 = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for table in SearchedTable::ALL {
            manager.create_table(words(backend, table)).await?;
            manager.create_index(by_word(table)).await?;
        }
        let connection = manager.get_connection();
        let columns = ["given_name", "family_name", "birth_date"];
        index_present(connection, SearchedTable::Persons, &columns, |row| {
            let (given, family): (String, String) = (value(row, 1)?, value(row, 2)?);
            let birth_date: Option<NaiveDate> = value(row, 3)?;
            Ok(words_of_person(&given, &family, birth_date))
        })
        .await?;
        let columns = ["number", "reason"];
        index_present(connection, SearchedTable::Cases, &columns, |row| {
            let (number, reason): (String, String) = (value(row, 1)?, value(row, 2)?);
            Ok(words_of_case(&number, &reason))
        })
        .await?;
        index_present(connection, SearchedTable::Contacts, &["note"], |row| {
            Ok(words_of_contact(&value::<String>(row, 1)?))
        })
        .await
    }

    /// SQLite too: a step killed half-way leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Words go with what they are about.
pub(super) fn words(backend: DbBackend, of: SearchedTable) -> TableCreateStatement {
    let mut word = text("word");
    let mut table = Table::create().table(of.words()).take();
    if backend == DbBackend::Postgres {
        // By code point, so that a range of words is what begins alike; as in SQLite.
        word.extra("COLLATE \"C\"");
    } else {
        table.extra("WITHOUT ROWID");
    }
    table
        .col(uuid("object_id"))
        .col(word)
        .primary_key(Index::create().col("object_id").col("word"))
        .foreign_key(
            ForeignKey::create()
                .from(of.words(), "object_id")
                .to(of.name(), "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// In the order in which a search shows what it finds.
pub(super) fn by_word(of: SearchedTable) -> IndexCreateStatement {
    Index::create()
        .name(format!("{}_by_word", of.words()))
        .table(of.words())
        .col("word")
        .col(("object_id", IndexOrder::Desc))
        .take()
}

/// Gives words to what is there already. One transaction with the tables: a county has at most some
/// hundred thousand contacts, which takes seconds.
pub(super) async fn index_present(
    connection: &impl ConnectionTrait,
    table: SearchedTable,
    columns: &[&'static str],
    words: impl Fn(&sea_orm::QueryResult) -> Result<std::collections::BTreeSet<String>, DbErr>,
) -> Result<(), DbErr> {
    let mut after = Uuid::nil();
    loop {
        let query = Query::select()
            .column("id")
            .columns(columns.iter().copied())
            .from(table.name())
            .and_where(Expr::col("id").gt(after))
            .order_by("id", Order::Asc)
            .limit(ROWS_PER_STEP)
            .take();
        let rows = connection.query_all(&query).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = value(last, 0)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            found.push((value(row, 0)?, words(row)?));
        }
        write_words(connection, table, found).await?;
    }
}

pub(super) fn value<T: TryGetable>(row: &sea_orm::QueryResult, index: usize) -> Result<T, DbErr> {
    row.try_get_by_index(index)
}
