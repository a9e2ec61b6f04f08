//! Every row of a tenant's database, so that a test can say that nothing was changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use tenants::CountyContext;

/// Left out on purpose: being asked is written down even if nothing is answered, and the hour at
/// which a session was last used is no change that anybody asked for.
const TABLE_LEFT_OUT: &str = "audit_events";
const COLUMN_LEFT_OUT: (&str, &str) = ("sessions", "last_seen_at");

/// All rows of all tables as text.
#[derive(Clone, PartialEq, Eq)]
pub struct RowDigest(BTreeMap<String, BTreeSet<String>>);

impl RowDigest {
    /// The rows that stand in one of the two only, by table.
    pub fn difference(&self, other: &Self) -> Vec<String> {
        let tables: BTreeSet<&String> = self.0.keys().chain(other.0.keys()).collect();
        let none = BTreeSet::new();
        let of = |digest: &'_ Self, table: &String| digest.0.get(table).unwrap_or(&none).clone();
        tables
            .into_iter()
            .flat_map(|table| {
                let (ours, theirs) = (of(self, table), of(other, table));
                let rows: Vec<String> = ours.symmetric_difference(&theirs).cloned().collect();
                rows.into_iter().map(move |row| format!("{table}: {row}"))
            })
            .collect()
    }
}

impl fmt::Debug for RowDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.0.iter().map(|(table, rows)| (table, rows.len()));
        f.debug_map().entries(counts).finish()
    }
}

/// Reads every row of the tenant's database.
pub async fn digest_rows(context: &CountyContext) -> RowDigest {
    let mut tables = BTreeMap::new();
    for (table, columns) in columns_by_table(context).await {
        let rows = read(context, row_query(context, &table, &columns)).await;
        let rows = rows.iter().map(|row| text(row, "row_text")).collect();
        tables.insert(table, rows);
    }
    RowDigest(tables)
}

async fn columns_by_table(context: &CountyContext) -> BTreeMap<String, Vec<String>> {
    let query = match context.database().get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name AS table_name, column_name AS column_name
             FROM information_schema.columns WHERE table_schema = 'public'
             ORDER BY table_name, ordinal_position"
        }
        _ => {
            "SELECT tables.name AS table_name, columns.name AS column_name
             FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' ORDER BY tables.name, columns.cid"
        }
    };
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in read(context, query.to_owned()).await {
        let (table, column) = (text(&row, "table_name"), text(&row, "column_name"));
        if table != TABLE_LEFT_OUT && (table.as_str(), column.as_str()) != COLUMN_LEFT_OUT {
            tables.entry(table).or_default().push(column);
        }
    }
    tables
}

/// One text per row; names come from the database itself and need no care beyond quotes.
fn row_query(context: &CountyContext, table: &str, columns: &[String]) -> String {
    let as_text = |column: &String| match context.database().get_database_backend() {
        DbBackend::Postgres => format!("coalesce(\"{column}\"::text, 'NULL')"),
        _ => format!("quote(\"{column}\")"),
    };
    let columns: Vec<String> = columns.iter().map(as_text).collect();
    format!(
        "SELECT {} AS row_text FROM \"{table}\"",
        columns.join(" || ' | ' || ")
    )
}

async fn read(context: &CountyContext, query: String) -> Vec<QueryResult> {
    let database = context.database();
    let statement = Statement::from_string(database.get_database_backend(), query);
    let rows = database.query_all_raw(statement).await;
    rows.expect("every table can be read")
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).expect("a text")
}
