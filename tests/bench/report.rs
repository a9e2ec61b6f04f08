//! The table.

use std::thread::available_parallelism;

use kernel::testing::Store;

use crate::{
    load::CONNECTIONS,
    measure::{Row, Section},
};

/// What is measured, once.
pub fn begin() {
    let processors = available_parallelism().map_or(0, usize::from);
    println!(
        "The case list of 50 (client, unit, last contact, referrals), {CONNECTIONS} connections,"
    );
    println!(
        "{processors} processors shared by load, server and database. Signing in is not measured."
    );
    println!(
        "Kreislotse resolves the session, decides rights and scope, and writes an audit entry for"
    );
    println!(
        "each list before it is handed out; the page also counts the cases and fills its filters."
    );
    println!("The answer by hand has neither session, rights nor labels.");
}

/// The rows of one database, each beside the two limits.
pub fn section(section: &Section) {
    let name = match section.store {
        Store::Sqlite => "SQLite",
        Store::Postgres => "PostgreSQL",
    };
    println!("\n{name}, {} cases", section.cases);
    println!(
        "{:<28}{:>10}{:>10}{:>10}{:>14}{:>9}{:>11}{:>12}{:>14}",
        "",
        "req/s",
        "p50 ms",
        "p99 ms",
        "CPU µs/req",
        "RSS MB",
        "answer kB",
        "of by hand",
        "of by hand,"
    );
    println!("{:>104}{:>14}", "", "with audit");
    let [plain, audited, ..] = section.rows.as_slice() else {
        unreachable!("the handlers written by hand come first");
    };
    for row in &section.rows {
        print_row(row, [plain, audited]);
    }
}

fn print_row(row: &Row, limits: [&Row; 2]) {
    let share = limits.map(|limit| {
        format!(
            "{:.0} %",
            100.0 * row.requests_per_second / limit.requests_per_second
        )
    });
    println!(
        "{:<28}{:>10.0}{:>10.2}{:>10.2}{:>14}{:>9}{:>11.1}{:>12}{:>14}",
        row.name,
        row.requests_per_second,
        row.p50.as_secs_f64() * 1e3,
        row.p99.as_secs_f64() * 1e3,
        row.cpu_per_request.as_micros(),
        row.resident_mb,
        row.answer_bytes as f64 / 1024.0,
        share[0],
        share[1],
    );
}
