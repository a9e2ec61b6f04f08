//! Keeps the words by which things are found beside the things, in the transaction of the change.
//!
//! One table of words for each kind, with a range of the index for what begins alike: the same in both
//! databases, and faster on short beginnings than their own searches for texts.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    model::{Identity, words_of_case, words_of_contact, words_of_person},
    tables::{cases, contacts, persons},
};

/// Words of one statement: with two values each far below what the databases take.
const WORDS_PER_STATEMENT: usize = 500;

/// What is found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchedTable {
    Persons,
    /// Persons by what duplicates are looked up by.
    PersonSounds,
    Cases,
    Contacts,
}

impl SearchedTable {
    /// Those that people search.
    pub(crate) const ALL: [Self; 3] = [Self::Persons, Self::Cases, Self::Contacts];

    /// The table of the things.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Persons | Self::PersonSounds => "persons",
            Self::Cases => "cases",
            Self::Contacts => "contacts",
        }
    }

    /// The table of their words, which a deleted thing takes along.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Persons => "person_words",
            Self::PersonSounds => "person_sounds",
            Self::Cases => "case_words",
            Self::Contacts => "contact_words",
        }
    }
}

/// The words of a thing with its id.
pub(crate) type Words = (Uuid, BTreeSet<String>);

pub(crate) fn person_words(row: &persons::Model) -> Words {
    let words = words_of_person(&row.given_name, &row.family_name, row.birth_date);
    (row.id.0, words)
}

pub(crate) fn person_sounds(row: &persons::Model) -> Words {
    let identity = Identity::new(&row.given_name, &row.family_name, row.birth_date);
    (row.id.0, identity.keys())
}

pub(crate) fn case_words(row: &cases::Model) -> Words {
    (row.id.0, words_of_case(&row.number, &row.reason))
}

pub(crate) fn contact_words(row: &contacts::Model) -> Words {
    (row.id.0, words_of_contact(&row.note))
}

/// Writes what a new person is found by.
pub(crate) async fn index_person(
    connection: &impl ConnectionTrait,
    row: &persons::Model,
) -> Result<(), DbErr> {
    write_words(connection, SearchedTable::Persons, [person_words(row)]).await?;
    write_words(
        connection,
        SearchedTable::PersonSounds,
        [person_sounds(row)],
    )
    .await
}

/// Writes what a person is found by anew.
pub(crate) async fn reindex_person(
    connection: &impl ConnectionTrait,
    row: &persons::Model,
) -> Result<(), DbErr> {
    rewrite_words(connection, SearchedTable::Persons, person_words(row)).await?;
    rewrite_words(connection, SearchedTable::PersonSounds, person_sounds(row)).await
}

/// Writes the words of new things.
pub(crate) async fn write_words(
    connection: &impl ConnectionTrait,
    table: SearchedTable,
    things: impl IntoIterator<Item = Words>,
) -> Result<(), DbErr> {
    let rows = things
        .into_iter()
        .flat_map(|(id, words)| words.into_iter().map(move |word| (id, word)));
    let rows: Vec<(Uuid, String)> = rows.collect();
    for some in rows.chunks(WORDS_PER_STATEMENT) {
        let mut insert = Query::insert()
            .into_table(table.words())
            .columns(["object_id", "word"])
            .take();
        for (id, word) in some {
            insert.values_panic([Expr::val(*id), Expr::val(word.as_str())]);
        }
        connection.execute(&insert).await?;
    }
    Ok(())
}

/// Writes the words of a thing anew.
async fn rewrite_words(
    connection: &impl ConnectionTrait,
    table: SearchedTable,
    (id, words): Words,
) -> Result<(), DbErr> {
    let delete = Query::delete()
        .from_table(table.words())
        .and_where(Expr::col("object_id").eq(id))
        .take();
    connection.execute(&delete).await?;
    write_words(connection, table, [(id, words)]).await
}
