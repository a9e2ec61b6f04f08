//! `make bench`: the case list of fifty over twenty thousand cases, on SQLite and on PostgreSQL,
//! beside a handler written by hand that runs one statement on the same database; then the search over a hundred
//! thousand persons.
//!
//! The handler is the limit: no session, no rights, no schema, no labels. A second one writes an
//! audit entry as the product does, so that like is compared with like.

// See `web`: the layout of the schema.
#![recursion_limit = "256"]

mod hand_written;
mod json;
mod load;
mod measure;
mod process;
mod report;
mod search;
mod statement;

use std::{env, process::ExitCode};

use kernel::testing::{POSTGRES_VARIABLE, Store};

/// As the server: both sides allocate alike.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    if let Some(audited) = hand_written::asked_for() {
        hand_written::serve(audited).await;
        return ExitCode::SUCCESS;
    }
    report::begin();
    report::section(&measure::all_rows(Store::Sqlite).await);
    if env::var_os(POSTGRES_VARIABLE).is_none() {
        eprintln!("{POSTGRES_VARIABLE} names no PostgreSQL server; `make bench` starts one");
        return ExitCode::FAILURE;
    }
    report::section(&measure::all_rows(Store::Postgres).await);
    for store in Store::ALL {
        search::print_timings(store).await;
    }
    ExitCode::SUCCESS
}
