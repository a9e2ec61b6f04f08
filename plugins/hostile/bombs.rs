//! Small files that cost a compiler gigabytes: turned away by counting, or by the limits of the compiling process.

use std::{fmt::Write, time::Instant};

use plugins_host::Refusal;

use crate::craft::{Guest, open};

fn with(more: &str) -> Refusal {
    let guest = Guest {
        more,
        ..Guest::default()
    };
    open(&guest.component()).expect_err("it must be refused")
}

#[test]
fn what_no_rule_needs_is_counted_before_it_is_compiled() {
    let functions = "(func)".repeat(100_000);
    let locals = format!("(func (local {}))", "i32 ".repeat(10_000));
    let straight = format!(
        "(func {})",
        "(drop (i32.add (i32.const 1) (i32.const 2)))".repeat(500_000)
    );
    for more in [functions, locals, straight] {
        let begun = Instant::now();
        let refusal = with(&more);
        assert_eq!(refusal.code(), "PLUGIN_TOO_MANY", "{more:.40}: {refusal}");
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}

/// 5,000 locals alive across 500 nested loops: 50 KB that cost Cranelift gigabytes.
#[test]
fn locals_times_nesting_exhaust_the_compiler_and_nobody_else() {
    let mut body = String::new();
    for local in 0..5_000 {
        write!(
            body,
            "(local.set {local} (i32.add (local.get {local}) (i32.const 1)))"
        )
        .expect("into memory");
    }
    // Each loop can begin again, so that every local has a new value in each of them.
    let (open, close) = ("(loop ".repeat(500), "(br_if 0 (local.get 0)))".repeat(500));
    let more = format!(
        "(func (local {}) {open} {body} {close})",
        "i32 ".repeat(5_000)
    );
    let begun = Instant::now();
    let refusal = with(&more);
    assert_eq!(refusal, Refusal::CompilerExhausted);
    assert!(begun.elapsed().as_secs() < 150, "{:?}", begun.elapsed());
}

/// Components that instantiate each other twice, forty deep: 2 KB that mean a million million instances.
#[test]
fn doubling_components_exhaust_the_compiler_and_nobody_else() {
    let mut inside = "(component $c0 (core module $m) (core instance (instantiate $m)))".to_owned();
    for level in 1..=40 {
        inside = format!(
            "(component $c{level} {inside} (instance (instantiate $c{0})) (instance (instantiate $c{0})))",
            level - 1
        );
    }
    let text = format!(
        r#"(component {inside} (instance (instantiate $c40)) (instance $nothing)
            (export "kreislotse:rules/description@1.0.0" (instance $nothing))
            (export "kreislotse:rules/case-closing@1.0.0" (instance $nothing)))"#
    );
    let source = wat::parse_str(&text).expect("well-formed");
    assert!(source.len() < 10_000, "{} bytes", source.len());
    let begun = Instant::now();
    let refusal = open(&source).expect_err("it must be refused");
    let code = refusal.code();
    assert!(
        code == "PLUGIN_COMPILER_EXHAUSTED" || code == "PLUGIN_INVALID",
        "{refusal}"
    );
    assert!(begun.elapsed().as_secs() < 150, "{:?}", begun.elapsed());
}
