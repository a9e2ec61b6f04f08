//! Where a text or an id still stands, anywhere in a database.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use tenants::CountyContext;
use uuid::Uuid;

/// Every `table.column` of the database in which the text stands.
pub(super) async fn traces_of(context: &CountyContext, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (table, column) in all_columns(context).await {
        let as_text = match context.database().get_database_backend() {
            DbBackend::Postgres => format!("\"{column}\"::text"),
            // Blobs as hexadecimal digits.
            _ => format!("quote(\"{column}\")"),
        };
        let query = format!(
            "SELECT count(*) AS n FROM \"{table}\" WHERE lower({as_text}) LIKE '%{}%'",
            text.to_lowercase()
        );
        let rows = read(context, query).await;
        let count: i64 = rows[0].try_get("", "n").expect("a number");
        if count > 0 {
            found.insert(format!("{table}.{column}"));
        }
    }
    found
}

/// The same for an id, however the database writes it.
pub(super) async fn traces_of_id(context: &CountyContext, id: Uuid) -> BTreeSet<String> {
    let mut found = traces_of(context, &id.to_string()).await;
    found.extend(traces_of(context, &id.simple().to_string()).await);
    found
}

async fn all_columns(context: &CountyContext) -> Vec<(String, String)> {
    let query = match context.database().get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name AS table_name, column_name AS column_name
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT tables.name AS table_name, columns.name AS column_name
             FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table'"
        }
    };
    let rows = read(context, query.to_owned()).await;
    let name = |row: &QueryResult, column| row.try_get::<String>("", column).expect("a name");
    rows.iter()
        .map(|row| (name(row, "table_name"), name(row, "column_name")))
        .collect()
}

async fn read(context: &CountyContext, query: String) -> Vec<QueryResult> {
    let database = context.database();
    let statement = Statement::from_string(database.get_database_backend(), query);
    database.query_all_raw(statement).await.expect("reads")
}
