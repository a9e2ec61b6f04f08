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

/// A table of jumps has a byte or two for each target, but an edge of the graph in the compiler.
#[test]
fn tables_of_jumps_exhaust_the_compiler_and_nobody_else() {
    // 300 blocks around 25 tables of 45,000 targets each, all over the blocks; such functions fill the file.
    let mut targets = String::new();
    for target in 0..45_000 {
        write!(targets, "{} ", target * 7 % 300).expect("into memory");
    }
    let table = format!("(block (br_table {targets} 0 (local.get 0)))");
    let (open, close) = ("(block ".repeat(300), ")".repeat(300));
    let one = format!("(func (param i32) {open} {} {close})", table.repeat(25));
    let begun = Instant::now();
    let refusal = with(&one.repeat(10));
    println!("{refusal} {:?}", begun.elapsed());
    assert_eq!(refusal, Refusal::CompilerExhausted);
    assert!(begun.elapsed().as_secs() < 150, "{:?}", begun.elapsed());
}

/// Types of types, deeper than any stack, and types whose size doubles at each step.
#[test]
fn deep_and_doubling_types_are_refused() {
    let mut deep = "(type $t0 (list u8))".to_owned();
    let mut doubling = "(type $t0 (tuple u8 u8))".to_owned();
    for level in 1..100_000 {
        write!(deep, "(type $t{level} (list $t{}))", level - 1).expect("into memory");
    }
    for level in 1..60 {
        write!(doubling, "(type $t{level} (tuple $t{0} $t{0}))", level - 1).expect("into memory");
    }
    for types in [deep, doubling] {
        let text = format!(
            r#"(component {types} (instance $nothing)
                (export "kreislotse:rules/description@1.0.0" (instance $nothing))
                (export "kreislotse:rules/case-closing@1.0.0" (instance $nothing)))"#
        );
        let source = wat::parse_str(&text).expect("well-formed");
        let begun = Instant::now();
        let refusal = open(&source).expect_err("it must be refused");
        println!("{refusal}");
        assert_eq!(refusal.code(), "PLUGIN_INVALID", "{refusal}");
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}
