//! The rows of one kind of database.

use std::{env, time::Duration};

use kernel::{database::Placement, testing::Store};
use kreislotse_tests::{Client, Counties, Credential, DEMO_PASSWORD, Installation, Server};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    hand_written::{self, Audit},
    load::{self, Question},
    process,
};

pub const COUNTY: &str = "warendorf";
/// Cases in the county; `KREISLOTSE_BENCH_CASES` names another number.
const CASES: u32 = 20_000;
/// How long each row is measured; `KREISLOTSE_BENCH_SECONDS` names another time.
const SECONDS: u32 = 5;
/// Cases on a page.
const ROWS: usize = 50;

const CASE_LIST: &str = "query CaseList { cases(first: 50) { nodes {
    id number lastContactOn
    client { id givenName familyName }
    unit { key label }
    referrals { id provider sentOn state { key label } }
  } pageInfo { hasNextPage endCursor } } }";
const SIGN_IN: &str = "mutation($login: String!, $password: String!) {
  sessionOpen(input: {login: $login, password: $password}) { session { token csrfToken } } }";

/// All rows of one kind of database.
pub struct Section {
    pub store: Store,
    pub cases: u32,
    pub rows: Vec<Row>,
}

/// One row of the table.
pub struct Row {
    pub name: &'static str,
    pub requests_per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    pub cpu_per_request: Duration,
    pub resident_mb: u64,
    pub answer_bytes: usize,
}

/// How many cases and how long, as the environment wishes.
pub fn setting(variable: &str, usual: u32) -> u32 {
    env::var(variable)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(usual)
}

/// Fills a county and measures everything on it.
pub async fn all_rows(store: Store) -> Section {
    let cases = setting("KREISLOTSE_BENCH_CASES", CASES);
    let installation = Installation::demo(store).await;
    let database = fill(&installation, cases).await;
    let mut rows = Vec::new();
    for (name, audit) in [
        ("by hand, one statement", Audit::LeftOut),
        ("by hand, with audit entry", Audit::Written),
    ] {
        let server = Server::start_command(hand_written::command(&database, audit)).await;
        let question = question(&server, "GET", hand_written::PATH.to_owned());
        rows.push(measure(name, &server, &question, "\"number\":").await);
    }
    let server = installation.serve(&Counties::of(&[COUNTY]), 0).await;
    let session = sign_in(&server, "leitung").await;
    let mut schema = question(&server, "POST", format!("/k/{COUNTY}/graphql"));
    schema.body = json!({ "query": CASE_LIST }).to_string();
    schema
        .headers
        .push(("content-type", "application/json".to_owned()));
    schema.headers.push(("cookie", session.clone()));
    rows.push(measure("Kreislotse, GraphQL", &server, &schema, "\"number\":").await);
    let mut page = question(&server, "GET", format!("/k/{COUNTY}/cases"));
    page.headers.push(("cookie", session));
    rows.push(measure("Kreislotse, page", &server, &page, "<tr").await);
    Section { store, cases, rows }
}

/// A county with so many cases, and where its database lies.
pub async fn fill(installation: &Installation, cases: u32) -> Placement {
    installation
        .serve(&Counties::of(&[COUNTY]), 0)
        .await
        .stop()
        .await;
    eprintln!("filling {COUNTY} with {cases} synthetic cases …");
    installation
        .run_well(&["demo", "--county", COUNTY, "--cases", &cases.to_string()])
        .await;
    let (placement, context) = installation.open_county(COUNTY).await;
    if matches!(placement, Placement::Postgres(_)) {
        // PostgreSQL does so by itself within a minute.
        let transaction = context.database().begin().await.expect("begins");
        let counted = transaction.execute_unprepared("ANALYZE").await;
        counted.expect("counts its rows");
        transaction.commit().await.expect("commits");
    }
    placement
}

pub async fn sign_in(server: &Server, login: &str) -> String {
    let client = Client::of_server(server.base(), COUNTY, Credential::None);
    let opened = client
        .graphql(
            SIGN_IN,
            json!({ "login": login, "password": DEMO_PASSWORD }),
        )
        .await
        .data();
    let token = opened["sessionOpen"]["session"]["token"]
        .as_str()
        .map(str::to_owned);
    format!(
        "kreislotse_session={}",
        token.unwrap_or_else(|| panic!("refused: {opened}"))
    )
}

pub fn question(server: &Server, method: &'static str, path: String) -> Question {
    let server = server.socket_address().to_owned();
    Question {
        server,
        method,
        path,
        headers: Vec::new(),
        body: String::new(),
    }
}

async fn measure(name: &'static str, server: &Server, question: &Question, mark: &str) -> Row {
    let answer = load::ask_once(question).await;
    let rows = answer.matches(mark).count();
    assert!(rows >= ROWS, "{name}: {rows} rows: {answer}");
    eprintln!("measuring {name} …");
    let id = server.process_id();
    let time = Duration::from_secs(setting("KREISLOTSE_BENCH_SECONDS", SECONDS).into());
    let (load, before, after) = load::run(question, time, || process::cpu_time(id)).await;
    let mut latencies = load.latencies;
    latencies.sort_unstable();
    let requests = u32::try_from(latencies.len()).expect("a bench of seconds");
    let at = |hundredths: usize| latencies[(latencies.len() - 1) * hundredths / 100];
    Row {
        name,
        requests_per_second: f64::from(requests) / load.took.as_secs_f64(),
        p50: at(50),
        p99: at(99),
        cpu_per_request: (after - before) / requests,
        resident_mb: process::resident_mb(id),
        answer_bytes: answer.len(),
    }
}
