//! The handler written by hand: a process of its own, as the product is.

use std::{env, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use kernel::{clock::Clock, database::Placement};
use sea_orm::sqlx::{
    self, PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    types::Json,
};
use tokio::{net::TcpListener, process::Command};
use uuid::Uuid;

use crate::{
    json::write_list,
    statement::{AUDIT_ENTRY, CASE_LIST, Case, CaseColumns, fold},
};

const ARGUMENT: &str = "--hand-written";
const AUDITED: &str = "audited";
/// Names the database; an address in the arguments would show its password to everybody.
const DATABASE_VARIABLE: &str = "KREISLOTSE_BENCH_DATABASE";
/// As many as the product has for each tenant.
const CONNECTIONS_MAX: u32 = 4;

/// Where the list is.
pub const PATH: &str = "/cases";

/// Whether an audit entry is written for each list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audit {
    Written,
    LeftOut,
}

/// The command that runs this handler on a database.
pub fn command(database: &Placement, audit: Audit) -> Command {
    let mut command = Command::new(env::current_exe().expect("a bench has an executable"));
    command
        .arg(ARGUMENT)
        .env(DATABASE_VARIABLE, database.to_string());
    if audit == Audit::Written {
        command.arg(AUDITED);
    }
    command
}

/// Whether this process was started to be the handler, and which.
pub fn asked_for() -> Option<Audit> {
    let arguments: Vec<String> = env::args().collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let audit = if has(AUDITED) {
        Audit::Written
    } else {
        Audit::LeftOut
    };
    has(ARGUMENT).then_some(audit)
}

/// Serves until it is killed.
pub async fn serve(audit: Audit) {
    let placement = env::var(DATABASE_VARIABLE)
        .ok()
        .and_then(|address| address.parse().ok());
    let database = Database::open(&placement.expect("the bench names the database")).await;
    let handler = Arc::new(Handler {
        database,
        audit,
        account: Uuid::now_v7(),
    });
    let router = Router::new().route(PATH, get(list)).with_state(handler);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!(
        "listening on http://{}",
        listener.local_addr().expect("bound")
    );
    axum::serve(listener, router).await.expect("serves");
}

struct Handler {
    database: Database,
    audit: Audit,
    account: Uuid,
}

async fn list(State(handler): State<Arc<Handler>>) -> Response {
    let cases = fold(handler.database.read().await.expect("the list can be read"));
    if handler.audit == Audit::Written {
        let written = handler.database.write_down(handler.account, &cases).await;
        written.expect("the entry can be written");
    }
    ([(CONTENT_TYPE, "application/json")], write_list(&cases)).into_response()
}

enum Database {
    Sqlite {
        reader: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

impl Database {
    async fn open(placement: &Placement) -> Self {
        match placement {
            Placement::Sqlite(file) => {
                // As in `kernel::database::open`.
                let options = SqliteConnectOptions::new()
                    .filename(file)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full);
                let pool = |connections| {
                    SqlitePoolOptions::new()
                        .max_connections(connections)
                        .connect_with(options.clone())
                };
                let (reader, writer) = (pool(CONNECTIONS_MAX).await, pool(1).await);
                Self::Sqlite {
                    reader: reader.expect("opens"),
                    writer: writer.expect("opens"),
                }
            }
            Placement::Postgres(address) => {
                let pool = PgPoolOptions::new()
                    .max_connections(CONNECTIONS_MAX)
                    .connect(address);
                Self::Postgres(pool.await.expect("opens"))
            }
        }
    }

    async fn read(&self) -> Result<Vec<CaseColumns>, sqlx::Error> {
        match self {
            Self::Sqlite { reader, .. } => sqlx::query_as(CASE_LIST).fetch_all(reader).await,
            Self::Postgres(pool) => sqlx::query_as(CASE_LIST).fetch_all(pool).await,
        }
    }

    async fn write_down(&self, account: Uuid, cases: &[Case]) -> Result<(), sqlx::Error> {
        let persons = Json(cases.iter().map(|case| case.client).collect::<Vec<Uuid>>());
        let (id, request, now): (_, _, DateTime<Utc>) =
            (Uuid::now_v7(), Uuid::now_v7(), Clock::System.now());
        match self {
            Self::Sqlite { writer, .. } => {
                let entry = sqlx::query(AUDIT_ENTRY)
                    .bind(id)
                    .bind(now)
                    .bind(account)
                    .bind(persons)
                    .bind(request);
                entry.execute(writer).await.map(drop)
            }
            Self::Postgres(pool) => {
                let entry = sqlx::query(AUDIT_ENTRY)
                    .bind(id)
                    .bind(now)
                    .bind(account)
                    .bind(persons)
                    .bind(request);
                entry.execute(pool).await.map(drop)
            }
        }
    }
}
