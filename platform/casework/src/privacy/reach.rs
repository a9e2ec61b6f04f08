//! Everything that hangs on a record, by the register of personal data.

use std::collections::BTreeMap;

use kernel::database::TenantTransaction;
use sea_orm::{
    Condition, ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use tenants::{
    model::retention::DataKind,
    personal_data::{ANY_TABLE, PersonalData},
};
use uuid::Uuid;

use crate::{model::SubjectKind, personal_data::personal_data};

/// Rows to go, and everything that hangs on them.
pub(super) struct Reach<'a> {
    data: &'a PersonalData,
    roots: BTreeMap<&'static str, Condition>,
}

impl Reach<'static> {
    /// A whole record.
    pub(super) fn of(kind: SubjectKind, id: Uuid) -> Self {
        let row = kind
            .table()
            .map(|table| (table, Condition::all().add(Expr::col("id").eq(id))));
        Self {
            data: personal_data(),
            roots: row.into_iter().collect(),
        }
    }

    /// Only the data of that kind in the record.
    pub(super) fn of_part(kind: SubjectKind, id: Uuid, part: DataKind) -> Self {
        let whole = Self::of(kind, id);
        let roots = whole.data.personal().filter(|(_, rows)| rows.kind == part);
        let roots = roots.filter_map(|(table, _)| Some((table, whole.rows(table)?)));
        Self {
            data: whole.data,
            roots: roots.collect(),
        }
    }

    /// The rows of a table that are reached; `None` if it cannot have any.
    fn rows(&self, table: &str) -> Option<Condition> {
        let root = self.roots.get(table).cloned();
        let rows = self.data.rows_of(table)?;
        let mut ways: Vec<Condition> = root.into_iter().collect();
        for link in rows.links {
            let targets: Vec<&'static str> = match link.table {
                ANY_TABLE => self.named_tables().collect(),
                table => vec![table],
            };
            for target in targets {
                if let Some(ids) = self.ids(target) {
                    let way = Expr::col(link.column).in_subquery(ids);
                    ways.push(Condition::all().add(way));
                }
            }
        }
        (!ways.is_empty()).then(|| ways.into_iter().fold(Condition::any(), Condition::add))
    }

    fn ids(&self, table: &'static str) -> Option<SelectStatement> {
        let id = self.data.rows_of(table)?.id?;
        let mut query = Query::select();
        query.column(id).from(table).cond_where(self.rows(table)?);
        Some(query)
    }

    /// Tables that others may name without saying which: all that do not do so themselves.
    fn named_tables(&self) -> impl Iterator<Item = &'static str> {
        let names_any = |table: &str| {
            let rows = self.data.rows_of(table);
            rows.is_some_and(|rows| rows.links.iter().any(|link| link.table == ANY_TABLE))
        };
        self.data
            .personal()
            .filter(move |(table, rows)| rows.id.is_some() && !names_any(table))
            .map(|(table, _)| table)
    }

    /// Deletes everything reached, what hangs on others first, and says how many rows that were.
    pub(super) async fn delete(&self, transaction: &TenantTransaction) -> Result<u64, DbErr> {
        let mut deleted = 0;
        for (table, rows) in self.data.personal() {
            if rows.kept_because.is_some() {
                continue;
            }
            let Some(condition) = self.rows(table) else {
                continue;
            };
            let mut delete = Query::delete();
            delete.from_table(table).cond_where(condition);
            deleted += transaction.execute(&delete).await?.rows_affected();
        }
        Ok(deleted)
    }
}
