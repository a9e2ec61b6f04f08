//! Kreislotse's rules beside Extism's plugins and a function built in: the same rule about the same 100,000 people, with
//! the same answers, in one run. What crosses is what each of them is made for: numbers by position here, records with
//! words as JSON there. Read the ratios; digits vary with the machine.
//!
//! `deploy/dev/bench-peers.sh` builds both guests and runs it: `peers RULE PLUGIN`.

#[path = "../../../plugins/host/benches/classify/native.rs"]
mod native;
#[path = "../../../plugins/host/tests/rules/people.rs"]
mod people;
#[path = "../../../plugins/host/benches/classify/words.rs"]
mod words;

use std::{
    env, fs,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use plugins_host::{
    CacheKey, CallLimits, Compiler, Plugin, Sandbox,
    points::{
        Classify,
        types::target_group::{Date, Placement, Request},
    },
};
use serde::Serialize;

const PERSONS: usize = 100_000;
const RUNS: usize = 5;

/// How many times faster a rule shall be than the same rule as an Extism plugin.
const FASTER_MIN: f64 = 10.0;

/// What Extism's plugin is asked.
#[derive(Debug, Serialize)]
struct Question<'a> {
    as_of: Date,
    persons: &'a [native::Person],
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [command] if command == plugins_host::COMPILE_COMMAND => plugins_host::compile_child_main(),
        [rule, plugin] => {
            measure(rule, plugin);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("peers RULE PLUGIN; deploy/dev/bench-peers.sh builds both");
            ExitCode::FAILURE
        }
    }
}

fn measure(rule: &str, plugin: &str) {
    let code = tempfile::tempdir().expect("a folder");
    let compiler = Compiler::this_program().expect("the system says which program this is");
    let sandbox = Sandbox::new(code.path(), CacheKey::new([5; 32]), compiler).expect("a sandbox");
    let rule = open(&sandbox, rule);
    let request = people::request(1, PERSONS, &rule.parameters().defaults().to_string());
    let persons = words::in_words(&request);

    let (native, expected) = median(|| native::classify(&persons, request.as_of));
    let (ours, answers) = median(|| ask(&sandbox, &rule, &request));
    check_ours(&rule, &request, &answers, &expected);
    let manifest = extism::Manifest::new([extism::Wasm::file(plugin)]);
    let compiled = extism::PluginBuilder::new(manifest)
        .compile()
        .expect("it compiles");
    let (theirs, answers) = median(|| ask_extism(&compiled, &request, &persons));
    for (at, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
        assert_eq!(answer, expected, "Extism's plugin, person {at}");
    }
    assert_eq!(answers.len(), expected.len());

    println!("{PERSONS} persons, medians of {RUNS}, ns a person (ratio to native)");
    for (name, time) in [
        ("native, records with strings", native),
        ("Kreislotse, fresh instance", ours),
        ("Extism with JSON, fresh instance", theirs),
    ] {
        let nanos = time.as_nanos() as f64 / PERSONS as f64;
        let ratio = time.as_secs_f64() / native.as_secs_f64();
        println!("  {name:<34} {nanos:>8.0}  ({ratio:.2})");
    }
    let faster = theirs.as_secs_f64() / ours.as_secs_f64();
    let verdict = if faster >= FASTER_MIN {
        "met"
    } else {
        "MISSED"
    };
    println!("target: at least {FASTER_MIN} times as fast as Extism, found {faster:.1}: {verdict}");
}

fn median<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut answer = run();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            answer = run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[RUNS / 2], answer)
}

fn open(sandbox: &Sandbox, path: &str) -> Arc<Plugin> {
    let source = fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let opened = runtime.block_on(sandbox.open(&source));
    opened
        .expect("the sandbox works")
        .unwrap_or_else(|refusal| panic!("{path}: {refusal}"))
}

fn ask(sandbox: &Sandbox, rule: &Plugin, request: &Request) -> Vec<Placement> {
    let limits = CallLimits {
        wall: Duration::from_secs(60),
        ..CallLimits::default()
    };
    let called = sandbox.ask_blocking::<Classify>(rule, request, &limits);
    called.expect("an answer").answers
}

/// With what the host has to do on both sides: writing the question, reading the answers.
fn ask_extism(
    compiled: &extism::CompiledPlugin,
    request: &Request,
    persons: &[native::Person],
) -> Vec<native::Placement> {
    let question = Question {
        as_of: request.as_of,
        persons,
    };
    let question = serde_json::to_vec(&question).expect("plain data");
    let mut plugin = extism::Plugin::new_from_compiled(compiled).expect("an instance");
    let answer: &[u8] = plugin.call("classify", question).expect("an answer");
    serde_json::from_slice(answer).expect("placements")
}

/// The component gives the same answers as the function, or they measure different things.
fn check_ours(
    rule: &Plugin,
    request: &Request,
    answers: &[Placement],
    expected: &[native::Placement],
) {
    assert_eq!(answers.len(), expected.len());
    for (at, (answer, expected)) in answers.iter().zip(expected).enumerate() {
        let stage = answer
            .stage
            .map(|stage| &request.stages[usize::from(stage)]);
        let reason = &rule.about().reasons[usize::from(answer.reason.code)].key;
        assert_eq!(
            (stage, answer.eligible, reason),
            (expected.stage.as_ref(), expected.eligible, &expected.reason),
            "our component, person {at}"
        );
    }
}
