//! The search over a county of a hundred thousand persons: how long one answer takes, one question after the
//! other, through the schema.

use std::time::{Duration, Instant};

use kernel::testing::Store;
use kreislotse_tests::{Counties, Installation};
use sea_orm::{ConnectionTrait, sea_query::Query};
use serde_json::json;

use crate::{
    load::{Asking, Question},
    measure::{COUNTY, fill, question, setting, sign_in},
};

/// Cases that come with some 100,000 persons; `KREISLOTSE_BENCH_SEARCH_CASES` names another number.
const CASES: u32 = 41_000;
/// Rounds over all texts; the first fills caches and is not measured.
const ROUNDS: usize = 40;
/// What every answer but the slowest twentieth should stay below.
const TARGET_P95: Duration = Duration::from_millis(50);

/// What people type: beginnings of common names, whole names, a name with a day, a number, words of reasons and
/// notes, one letter, and what is not there.
const TEXTS: [&str; 9] = [
    "mo",
    "ahmad",
    "mohammed al",
    "muhammad 1990",
    "12.03.1990",
    "2026-0001",
    "wohnung",
    "m",
    "nirgendwo",
];
/// Whoever reaches the whole county, a unit, a carrier.
const LOGINS: [&str; 3] = [
    "leitung",
    "koordination-ahlen",
    "fallmanagement-wohlfahrtsverband",
];

const SEARCH: &str = "query Search($text: String!) { search(text: $text) { kind hasNextPage hits {
    ... on Person { id displayName birthDate }
    ... on Case { id number client { displayName } reason }
    ... on FoundContact { contact { occurredOn note } case { id number } } } } }";

/// Fills a county, searches, prints how long it took.
pub async fn print_timings(store: Store) {
    let cases = setting("KREISLOTSE_BENCH_SEARCH_CASES", CASES);
    let installation = Installation::demo(store).await;
    fill(&installation, cases).await;
    let persons = count_persons(&installation).await;
    println!(
        "\n{store:?}: search over {persons} persons of {cases} cases, persons, cases and contacts at once"
    );
    println!("{:<36}{:>10}{:>10}{:>10}", "", "p50 ms", "p95 ms", "max ms");
    let server = installation.serve(&Counties::of(&[COUNTY]), 0).await;
    for login in LOGINS {
        let session = sign_in(&server, login).await;
        let questions = TEXTS.map(|text| {
            let mut asked = question(&server, "POST", format!("/k/{COUNTY}/graphql"));
            asked.body = json!({ "query": SEARCH, "variables": { "text": text } }).to_string();
            asked
                .headers
                .push(("content-type", "application/json".to_owned()));
            asked.headers.push(("cookie", session.clone()));
            (text, asked)
        });
        let mut all = Vec::new();
        for (text, asked) in &questions {
            let latencies = time(asked).await;
            print(&format!("{login}: {text}"), latencies.clone());
            all.extend(latencies);
        }
        let p95 = print(&format!("{login}: all"), all);
        if p95 > TARGET_P95 {
            println!("    over the target of {} ms", TARGET_P95.as_millis());
        }
    }
}

async fn time(asked: &Question) -> Vec<Duration> {
    let mut asking = Asking::begin(asked).await;
    let first = asking.once().await;
    assert!(first.contains("\"search\""), "{first}");
    let mut latencies = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        asking.once().await;
        latencies.push(begun.elapsed());
    }
    latencies
}

/// Prints a row and gives its p95.
fn print(name: &str, mut latencies: Vec<Duration>) -> Duration {
    latencies.sort_unstable();
    let at = |hundredths: usize| latencies[(latencies.len() - 1) * hundredths / 100];
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let (p50, p95, max) = (at(50), at(95), at(100));
    println!(
        "{name:<36}{:>10.2}{:>10.2}{:>10.2}",
        ms(p50),
        ms(p95),
        ms(max)
    );
    p95
}

async fn count_persons(installation: &Installation) -> i64 {
    let (_, context) = installation.open_county(COUNTY).await;
    let count = Query::select()
        .expr(sea_orm::sea_query::Expr::cust("COUNT(*)"))
        .from("persons")
        .take();
    let row = context.database().query_one(&count).await;
    let row = row.expect("counts").expect("a count");
    row.try_get_by_index(0).expect("a number")
}
