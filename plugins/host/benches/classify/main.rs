//! What the sandbox costs: 100,000 persons classified by a rule in three languages, beside the same rule as a plain
//! function over records with strings, in one run. Read the ratios; digits vary with the machine.
//!
//! `cargo bench -p plugins-host`, after `deploy/dev/plugins.sh`.

mod native;
#[path = "../../tests/rules/people.rs"]
mod people;
#[path = "../../tests/rules/support/mod.rs"]
mod support;
mod words;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use plugins_host::{
    CallLimits, Plugin,
    points::{
        Classify,
        types::target_group::{Date, Request},
    },
};

use words::in_words;

const PERSONS: usize = 100_000;
const RUNS: usize = 9;

/// A rule shall be no slower than the same rule built in.
const RATIO_MAX: f64 = 1.0;

/// What asking about one person may cost more than calling a function: it happens when a form is opened.
const ONE_MORE_MICROS_MAX: f64 = 40.0;

fn median(mut run: impl FnMut()) -> Duration {
    run();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn ask(plugin: &Plugin, request: &Request) -> usize {
    let limits = CallLimits {
        wall: Duration::from_secs(60),
        ..CallLimits::default()
    };
    let called = support::sandbox().ask_blocking::<Classify>(plugin, request, &limits);
    called.expect("an answer").answers.len()
}

/// The yardstick gives the same stages as the rule, or it measures something else.
fn check_yardstick(plugin: &Plugin, request: &Request, persons: &[native::Person]) {
    let called =
        support::sandbox().ask_blocking::<Classify>(plugin, request, &CallLimits::default());
    let answers = called.expect("an answer").answers;
    let natives = native::classify(persons, request.as_of);
    for (at, (answer, native)) in answers.iter().zip(&natives).enumerate() {
        let stage = answer
            .stage
            .map(|stage| request.stages[usize::from(stage)].clone());
        let reason = &plugin.about().reasons[usize::from(answer.reason.code)].key;
        assert_eq!(
            (&stage, answer.eligible, reason),
            (&native.stage, native.eligible, &native.reason),
            "person {at}"
        );
    }
    let places: usize = persons.iter().map(|person| person.municipality.len()).sum();
    assert!(places > 0 && natives.iter().all(|native| !native.id.is_empty()));
}

fn main() {
    // cargo runs benches as tests, too; that would only waste time.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = "rhein-kreis-neuss/target-group";
    let rust = support::rule(folder, "rust");
    let parameters = rust.parameters().defaults().to_string();
    let request = people::request(1, PERSONS, &parameters);
    let persons = in_words(&request);
    check_yardstick(&rust, &request, &persons);
    let native = median(|| {
        drop(black_box(native::classify(
            black_box(&persons),
            request.as_of,
        )))
    });
    println!("{PERSONS} persons, medians of {RUNS}, ns a person (ratio to native)");
    line("native, records with strings", native, PERSONS, native);
    let mut rust_ratio = f64::NAN;
    for (language, count) in [
        ("rust", PERSONS),
        ("typescript", 10_000),
        ("python", 10_000),
    ] {
        let plugin = support::rule(folder, language);
        let request = people::request(1, count, &parameters);
        let time = median(|| {
            black_box(ask(&plugin, &request));
        });
        // Calls of different size are compared a person.
        let native = native.mul_f64(count as f64 / PERSONS as f64);
        line(
            &format!("{language}, batches of {count}"),
            time,
            count,
            native,
        );
        if language == "rust" {
            rust_ratio = time.as_secs_f64() / native.as_secs_f64();
        }
    }
    target("the rule in Rust, ratio to native", rust_ratio, RATIO_MAX);
    let one_native = native_one(&persons[..1], request.as_of);
    for language in ["rust", "typescript", "python"] {
        let plugin = support::rule(folder, language);
        let [nobody, somebody] = [0, 1].map(|count| people::request(1, count, &parameters));
        let empty = median(|| {
            black_box(ask(&plugin, &nobody));
        });
        let one = median(|| {
            black_box(ask(&plugin, &somebody));
        });
        println!("{language}, fresh instance: one person {one:?}, an empty call {empty:?}");
        if language == "rust" {
            let more = one.saturating_sub(one_native).as_secs_f64() * 1e6;
            target(
                "one person in Rust beyond a bare call, µs",
                more,
                ONE_MORE_MICROS_MAX,
            );
        }
    }
}

/// One person by the plain function; too short to be timed one by one.
fn native_one(person: &[native::Person], as_of: Date) -> Duration {
    const TIMES: u32 = 10_000;
    let time = median(|| {
        for _ in 0..TIMES {
            drop(black_box(native::classify(black_box(person), as_of)));
        }
    });
    time / TIMES
}

/// Says whether a figure is what it has to be. A bench does not fail: the machine may have been busy.
fn target(name: &str, found: f64, allowed: f64) {
    let verdict = if found <= allowed { "met" } else { "MISSED" };
    println!("target: {name} at most {allowed:.2}, found {found:.2}: {verdict}");
}

fn line(name: &str, time: Duration, persons: usize, native: Duration) {
    let nanos = time.as_nanos() as f64 / persons as f64;
    println!(
        "  {name:<32} {nanos:>9.0}  ({:.2})",
        time.as_secs_f64() / native.as_secs_f64()
    );
}
