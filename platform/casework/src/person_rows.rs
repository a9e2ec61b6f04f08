//! What hangs on a person: the rows that follow when two records become one.

use kernel::database::TenantTransaction;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

use crate::{
    model::PersonId,
    tables::{
        household_members,
        person_merges::{AfterMerge, RowsOfTable},
        person_programmes,
    },
};

/// Every column that names a person whose row is somebody's own, by table; each of these tables has a column `id`. What
/// a person is found by is made anew and is not among them. A test compares this with the foreign keys of the database.
pub(crate) const PERSON_REFERENCES: [(&str, &str); 7] = [
    ("cases", "person_id"),
    ("household_members", "person_id"),
    ("person_programmes", "person_id"),
    ("person_changes", "person_id"),
    ("documents", "person_id"),
    ("erasure_requests", "person_id"),
    ("person_restrictions", "person_id"),
];

/// Rows of one person, by table.
pub(crate) async fn rows_of(
    transaction: &TenantTransaction,
    person: PersonId,
) -> Result<Vec<RowsOfTable>, DbErr> {
    let mut tables = Vec::with_capacity(PERSON_REFERENCES.len());
    for (table, column) in PERSON_REFERENCES {
        let query = Query::select()
            .column("id")
            .from(table)
            .and_where(Expr::col(column).eq(person.0))
            .order_by("id", Order::Asc)
            .take();
        let rows = transaction.query_all(&query).await?;
        let ids: Result<Vec<Uuid>, DbErr> =
            rows.iter().map(|row| row.try_get_by_index(0)).collect();
        tables.push(RowsOfTable {
            table: table.to_owned(),
            column: column.to_owned(),
            ids: ids?,
        });
    }
    Ok(tables)
}

/// Makes rows those of another person.
pub(crate) async fn give_rows(
    transaction: &TenantTransaction,
    tables: &[RowsOfTable],
    to: PersonId,
) -> Result<(), DbErr> {
    for rows in tables.iter().filter(|rows| !rows.ids.is_empty()) {
        let known = PERSON_REFERENCES.into_iter();
        let mut known = known.filter(|known| *known == (rows.table.as_str(), rows.column.as_str()));
        let Some((table, column)) = known.next() else {
            let name = &rows.table;
            return Err(DbErr::Custom(format!(
                "no table `{name}` hangs on persons any more"
            )));
        };
        for ids in rows.ids.chunks(ROWS_PER_STATEMENT) {
            let update = Query::update()
                .table(table)
                .value(column, to.0)
                .and_where(Expr::col("id").is_in(ids.iter().copied()))
                .take();
            transaction.execute(&update).await?;
        }
    }
    Ok(())
}

/// Far below what the databases bind; nobody has as many.
const ROWS_PER_STATEMENT: usize = 500;

/// What hangs on a person now, to be compared later.
pub(crate) async fn state_of(
    transaction: &TenantTransaction,
    person: PersonId,
    version: i32,
) -> Result<AfterMerge, DbErr> {
    Ok(AfterMerge {
        version,
        rows: rows_of(transaction, person).await?,
        memberships: memberships_of(transaction, person).await?,
        programmes: programmes_of(transaction, person).await?,
    })
}

/// A person's memberships in households, past ones too.
pub(crate) async fn memberships_of(
    transaction: &TenantTransaction,
    person: PersonId,
) -> Result<Vec<household_members::Model>, DbErr> {
    household_members::Entity::find()
        .filter(household_members::Column::PersonId.eq(person))
        .order_by_asc(household_members::Column::Id)
        .all(transaction)
        .await
}

/// A person's programmes, past ones too.
pub(crate) async fn programmes_of(
    transaction: &TenantTransaction,
    person: PersonId,
) -> Result<Vec<person_programmes::Model>, DbErr> {
    person_programmes::Entity::find()
        .filter(person_programmes::Column::PersonId.eq(person))
        .order_by_asc(person_programmes::Column::Id)
        .all(transaction)
        .await
}
