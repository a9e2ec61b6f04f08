//! Guests that misbehave when they are asked.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use plugins_host::{CallFailure, CallLimits, points::JudgeCases};

use crate::craft::{Guest, SLACK, WALL, ask, limits, request, runtime, sandbox};

const LOOP: &str = "(loop $again (br $again)) (unreachable)";

/// Asks a guest and gives its failure and how long that took.
fn fail(guest: &Guest<'_>, limits: &CallLimits) -> (CallFailure, Duration) {
    let plugin = guest.opened();
    let begun = Instant::now();
    let failure = ask(&plugin, limits).expect_err("it must be stopped");
    (failure, begun.elapsed())
}

#[test]
fn a_guest_that_behaves_is_answered() {
    let plugin = Guest::default().opened();
    let called = ask(&plugin, &limits()).expect("an answer");
    assert_eq!(called.answers.len(), 3);
    assert!(called.cost.fuel > 0);
    let again = ask(&plugin, &limits()).expect("an answer");
    assert_eq!(again.cost.fuel, called.cost.fuel, "fuel is exact");
}

#[test]
fn a_loop_without_end_is_stopped_by_time_and_by_fuel() {
    let in_realloc = Guest {
        realloc: Some(LOOP),
        ..Guest::default()
    };
    for guest in [Guest::judging(LOOP), in_realloc] {
        let endless = CallLimits {
            fuel: u64::MAX / 2,
            ..limits()
        };
        let (failure, took) = fail(&guest, &endless);
        assert_eq!(failure, CallFailure::TooSlow(WALL));
        assert!(took >= WALL && took < WALL + SLACK, "{took:?}");
        let short = CallLimits {
            fuel: 100_000,
            ..limits()
        };
        assert_eq!(fail(&guest, &short).0, CallFailure::OutOfFuel(100_000));
    }
}

#[test]
fn recursion_without_end_is_a_stack_overflow() {
    let guest = Guest {
        judge: Some("(call $deeper) (unreachable)"),
        more: "(func $deeper (call $deeper) (call $deeper))",
        ..Guest::default()
    };
    assert_eq!(fail(&guest, &limits()).0, CallFailure::StackOverflow);
}

#[test]
fn breaking_off_is_said_so() {
    for body in [
        "(unreachable)",
        "(i32.div_u (i32.const 1) (i32.const 0))",
        "(i32.load (i32.const -4))",
        "(call_indirect (result i32) (i32.const 7))",
    ] {
        let guest = Guest {
            judge: Some(body),
            more: "(table 1 funcref)",
            ..Guest::default()
        };
        let (failure, _) = fail(&guest, &limits());
        assert_eq!(failure.code(), "PLUGIN_TRAPPED", "{body}: {failure}");
        assert!(failure.is_the_rules_fault());
    }
}

#[test]
fn memory_has_an_end() {
    let in_steps = "(loop $again
        (br_if $again (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) (unreachable)";
    let (failure, took) = fail(&Guest::judging(in_steps), &limits());
    assert_eq!(failure, CallFailure::OutOfMemory(limits().memory_bytes));
    assert!(took < WALL + SLACK, "{took:?}");
}

#[test]
fn growth_at_once_is_refused_and_costs_nothing() {
    // 4 GiB of memory, then a thousand million elements: both are refused, and the guest goes on.
    let body = format!(
        "(if (i32.ne (memory.grow (i32.const 65000)) (i32.const -1)) (then (unreachable)))
         (if (i32.ne (table.grow (ref.null func) (i32.const 1000000000)) (i32.const -1)) (then (unreachable)))
         {}",
        crate::craft::KEEP_ALL
    );
    let guest = Guest {
        judge: Some(&body),
        more: "(table 1 funcref)",
        ..Guest::default()
    };
    let begun = Instant::now();
    let called = ask(&guest.opened(), &limits()).expect("it goes on");
    assert_eq!(called.answers.len(), 3);
    assert!(called.cost.duration < WALL, "{:?}", begun.elapsed());
}

#[test]
fn a_realloc_that_lies_is_caught() {
    for place in [
        "(i32.const -16)",
        "(i32.const 2097150)",
        "(i32.const 65537)",
    ] {
        let guest = Guest {
            realloc: Some(place),
            ..Guest::default()
        };
        let (failure, _) = fail(&guest, &limits());
        assert_eq!(
            failure.code(),
            "PLUGIN_ANSWER_UNREADABLE",
            "{place}: {failure}"
        );
    }
}

#[test]
fn a_looping_rule_does_not_hold_up_another() {
    let bad = Guest::judging(LOOP).opened();
    let good = Guest::default().opened();
    runtime().block_on(async {
        let endless = CallLimits {
            wall: Duration::from_secs(1),
            fuel: u64::MAX / 2,
            ..CallLimits::default()
        };
        let question = Arc::new(request(3));
        let looping = tokio::spawn({
            let (bad, question) = (Arc::clone(&bad), Arc::clone(&question));
            async move { sandbox().ask::<JudgeCases>(&bad, question, endless).await }
        });
        let mut slowest = Duration::ZERO;
        let begun = Instant::now();
        while begun.elapsed() < WALL {
            let asked = Instant::now();
            let called = sandbox()
                .ask::<JudgeCases>(&good, Arc::clone(&question), limits())
                .await;
            called.expect("an answer");
            slowest = slowest.max(asked.elapsed());
        }
        assert!(slowest < WALL, "the other rule waited {slowest:?}");
        let stopped = looping.await.expect("the task ends");
        assert_eq!(
            stopped.expect_err("it is stopped").code(),
            "PLUGIN_TOO_SLOW"
        );
    });
}
