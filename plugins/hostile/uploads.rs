//! Files that are no rules, or rules that want what no rule gets.

use plugins_host::Refusal;

use crate::craft::{Guest, open};

fn refusal(source: &[u8]) -> Refusal {
    open(source).expect_err("it must be refused")
}

fn text(component: &str) -> Vec<u8> {
    wat::parse_str(component).unwrap_or_else(|error| panic!("{error}\n{component}"))
}

/// A component that exports the right names, but nothing in them, with something inside.
fn named(inside: &str) -> Vec<u8> {
    text(&format!(
        r#"(component {inside} (instance $nothing)
            (export "kreislotse:rules/description@1.0.0" (instance $nothing))
            (export "kreislotse:rules/case-closing@1.0.0" (instance $nothing)))"#
    ))
}

#[test]
fn what_is_no_component_is_turned_away_before_anything_is_compiled() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "PLUGIN_EMPTY"),
        (
            b"\x17\x2a\xff\x00 some bytes that mean nothing",
            "PLUGIN_NOT_WASM",
        ),
        (b"(component)", "PLUGIN_NOT_WASM"),
        (b"\x7fELF\x02\x01\x01", "PLUGIN_NOT_WASM"),
        (b"\0asm\x01\0\0\0", "PLUGIN_CORE_MODULE"),
        (b"\0asm\x0d\0\x01\0", "PLUGIN_NO_WORLD"),
        (b"\0asm\x0d\0\x01\0\xff\xff", "PLUGIN_MALFORMED"),
    ];
    for (source, code) in cases {
        assert_eq!(refusal(source).code(), code, "{source:?}");
    }
}

#[test]
fn a_file_that_is_too_large_is_not_even_looked_at() {
    let source = vec![0; plugins_host::limits::SOURCE_BYTES_MAX + 1];
    assert_eq!(refusal(&source).code(), "PLUGIN_TOO_LARGE");
}

#[test]
fn another_world_is_named() {
    let source = text(
        r#"(component (instance $nothing) (export "wasi:cli/run@0.2.0" (instance $nothing)))"#,
    );
    assert_eq!(
        refusal(&source),
        Refusal::NoWorld(vec!["wasi:cli/run@0.2.0".to_owned()])
    );
}

#[test]
fn two_extension_points_at_once_are_none() {
    let source = text(
        r#"(component (instance $nothing)
            (export "kreislotse:rules/description@1.0.0" (instance $nothing))
            (export "kreislotse:rules/funding@1.0.0" (instance $nothing))
            (export "kreislotse:rules/case-closing@1.0.0" (instance $nothing)))"#,
    );
    assert_eq!(refusal(&source).code(), "PLUGIN_NO_WORLD");
}

#[test]
fn the_same_names_with_other_types_are_refused() {
    assert_eq!(refusal(&named("")).code(), "PLUGIN_OTHER_TYPES");
}

#[test]
fn imports_are_named() {
    let source = named(r#"(import "wasi:clocks/wall-clock@0.2.0" (instance))"#);
    assert_eq!(
        refusal(&source),
        Refusal::Imports(vec!["wasi:clocks/wall-clock@0.2.0".to_owned()])
    );
}

#[test]
fn features_that_could_differ_between_machines_are_off() {
    for module in [
        "(memory 1 1 shared)",
        "(memory 1 1 shared) (func (drop (i32.atomic.load (i32.const 0))))",
        "(func (result v128) (f32x4.relaxed_min (v128.const i64x2 0 0) (v128.const i64x2 0 0)))",
        "(type (struct (field i32)))",
        "(memory i64 1)",
        "(tag)",
    ] {
        let refusal = refusal(&named(&format!("(core module {module})")));
        assert_eq!(refusal.code(), "PLUGIN_INVALID", "{module}: {refusal}");
    }
}

/// Everything else about them is right: it is the instructions that are refused.
#[test]
fn atomics_in_a_rule_that_would_work_are_refused() {
    for instruction in [
        "(drop (i32.atomic.load (i32.const 0)))",
        "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))",
        "(drop (memory.atomic.notify (i32.const 0) (i32.const 1)))",
        "(drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))",
        "(atomic.fence)",
    ] {
        let more = format!("(func {instruction})");
        let guest = Guest {
            more: &more,
            ..Guest::default()
        };
        let refusal = refusal(&guest.component());
        assert_eq!(refusal.code(), "PLUGIN_INVALID", "{instruction}: {refusal}");
    }
}

#[test]
fn what_a_component_needs_from_the_start_is_limited() {
    let memories = "(memory 1)".repeat(90);
    let tables = "(table 1 funcref)".repeat(90);
    let cases = [
        (r#"(memory (export "memory") 65536)"#, ""),
        (r#"(memory (export "memory") 32)"#, memories.as_str()),
        (
            r#"(memory (export "memory") 32)"#,
            "(table 10000000 funcref)",
        ),
        (r#"(memory (export "memory") 32)"#, tables.as_str()),
    ];
    for (memory, more) in cases {
        let guest = Guest {
            memory: Some(memory),
            more,
            ..Guest::default()
        };
        let refusal = refusal(&guest.component());
        assert_eq!(
            refusal.code(),
            "PLUGIN_DOES_NOT_FIT",
            "{memory} {more:.40}: {refusal}"
        );
    }
}

#[test]
fn a_start_function_without_end_is_refused() {
    let guest = Guest {
        more: "(start $start) (func $start (loop $again (br $again)))",
        ..Guest::default()
    };
    let begun = std::time::Instant::now();
    assert_eq!(refusal(&guest.component()).code(), "PLUGIN_FAILS_AT_ONCE");
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
