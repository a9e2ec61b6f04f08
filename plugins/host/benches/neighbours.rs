//! What one county's looping rule costs the others: how long county B's rule takes to answer about one person, alone and
//! while county A's rule loops, in one run. Read the difference; digits vary with the machine and its processors.
//!
//! `cargo bench -p plugins-host --bench neighbours`, after `deploy/dev/plugins.sh`.

#[path = "../tests/rules/people.rs"]
mod people;
#[path = "../tests/rules/support/mod.rs"]
mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use plugins_host::{
    CallFailure, CallLimits, Plugin,
    points::{
        Classify, JudgeCases,
        types::{case_closing, target_group},
    },
};

/// Calls of county B for each figure.
const CALLS: usize = 2_000;

/// Calls that the platform lets one county have at a time.
const LOOPING_CALLS: usize = 2;

/// How long the platform lets somebody wait for a page's rule. A's rule is asked again at once, as if it were never left
/// alone after its failures: the worst that it can do.
const LOOPING_WALL: Duration = Duration::from_secs(1);

fn main() {
    // cargo runs benches as tests, too; that would only waste time.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let looping = support::rule("hostile/moody-closing", "rust");
    let quiet = support::rule("rhein-kreis-neuss/target-group", "rust");
    let parameters = quiet.parameters().defaults().to_string();
    let question = Arc::new(people::request(1, 1, &parameters));
    let processors = thread::available_parallelism().map_or(1, usize::from);
    println!(
        "one person in Rust, warm, {CALLS} calls of county B, {processors} processors: median and 95th percentile"
    );
    support::runtime().block_on(async {
        measure(&quiet, &question).await;
        let alone = measure(&quiet, &question).await;
        line("alone", &alone);
        let beside = beside_loops(&looping, measure(&quiet, &question)).await;
        line("while county A's rule loops", &beside);
    });
}

/// How long each call took, from the shortest.
async fn measure(rule: &Arc<Plugin>, question: &Arc<target_group::Request>) -> Vec<Duration> {
    let mut times = Vec::with_capacity(CALLS);
    for _ in 0..CALLS {
        let begun = Instant::now();
        let called =
            support::sandbox().ask::<Classify>(rule, Arc::clone(question), CallLimits::default());
        let answers = called.await.expect("county B is answered").answers;
        times.push(begun.elapsed());
        assert_eq!(answers.len(), 1);
    }
    times.sort_unstable();
    times
}

/// Does something while a rule loops on as many threads as a county can get.
async fn beside_loops<T>(rule: &Arc<Plugin>, work: impl Future<Output = T>) -> T {
    let question = Arc::new(case_closing::Request {
        as_of: day().into(),
        parameters: r#"{"mood":"loop"}"#.to_owned(),
        cases: Vec::new(),
    });
    let goes_on = Arc::new(AtomicBool::new(true));
    let stopped = Arc::new(AtomicUsize::new(0));
    let loops: Vec<_> = (0..LOOPING_CALLS)
        .map(|_| {
            let (rule, question) = (Arc::clone(rule), Arc::clone(&question));
            let (goes_on, stopped) = (Arc::clone(&goes_on), Arc::clone(&stopped));
            tokio::spawn(async move {
                while goes_on.load(Ordering::Relaxed) {
                    let limits = CallLimits {
                        wall: LOOPING_WALL,
                        ..CallLimits::default()
                    };
                    let called =
                        support::sandbox().ask::<JudgeCases>(&rule, Arc::clone(&question), limits);
                    let failure = called.await.expect_err("it loops");
                    assert!(matches!(failure, CallFailure::TooSlow(_)), "{failure}");
                    stopped.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    // Both are on their threads by now.
    tokio::time::sleep(LOOPING_WALL / 10).await;
    let done = work.await;
    goes_on.store(false, Ordering::Relaxed);
    for one in loops {
        one.await.expect("the loops are only stopped");
    }
    println!(
        "  ({} calls of county A were stopped meanwhile)",
        stopped.load(Ordering::Relaxed)
    );
    done
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2022, 2, 28).expect("a day")
}

fn line(name: &str, times: &[Duration]) {
    let percentile = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e6;
    println!(
        "  {name:<30} {:>8.0} µs {:>8.0} µs",
        percentile(50),
        percentile(95)
    );
}
