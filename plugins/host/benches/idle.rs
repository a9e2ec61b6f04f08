//! What rules take while nobody asks them: memory for each tenant with ten of them, opened and idle.
//!
//! `cargo bench -p plugins-host --bench idle`, after `deploy/dev/plugins.sh`.

#[path = "../tests/rules/support/mod.rs"]
mod support;

use std::{fs, sync::Arc};

use plugins_host::Plugin;

/// Tenants that are opened one after the other; what grows with each of them is what one takes.
const TENANTS: usize = 20;

const TEN_IN_RUST: [(&str, &str); 10] = [
    ("rhein-kreis-neuss/target-group", "rust"),
    ("rhein-kreis-neuss/position-shares", "rust"),
    ("rhein-kreis-neuss/precedence", "rust"),
    ("rhein-kreis-neuss/indicators", "rust"),
    ("warendorf/case-closing", "rust"),
    ("coesfeld/precedence", "rust"),
    ("coesfeld/funding", "rust"),
    ("dgcc/indication", "rust"),
    // A county has one rule for each point; these two stand for an older version that is still kept.
    ("rhein-kreis-neuss/target-group", "rust"),
    ("warendorf/case-closing", "rust"),
];

const NINE_IN_RUST_AND_ONE: [&str; 2] = ["typescript", "python"];

/// Resident memory of this process in KiB: its own, and pages of files (the kept code), which the system shares among
/// all that map them and takes back when it needs to.
#[derive(Debug, Clone, Copy)]
struct Resident {
    own: u64,
    of_files: u64,
}

fn resident() -> Resident {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|rest| rest.split_whitespace().next());
        number
            .and_then(|number| number.parse().ok())
            .unwrap_or_else(|| panic!("no {name} in the status of the process"))
    };
    Resident {
        own: kib("RssAnon:"),
        of_files: kib("RssFile:"),
    }
}

fn open_all(rules: &[(&str, &str)]) -> Vec<Arc<Plugin>> {
    let opened = rules.iter();
    opened
        .map(|(folder, language)| support::rule(folder, language))
        .collect()
}

/// Gives the tenants back, so that none is measured in memory that another has left.
fn measure(name: &str, rules: &[(&str, &str)]) -> Vec<Vec<Arc<Plugin>>> {
    // The first tenant pays for what all of them share: the engine, its pool, the allocator's first pages.
    let mut tenants = vec![open_all(rules)];
    let before = resident();
    tenants.extend((0..TENANTS).map(|_| open_all(rules)));
    let after = resident();
    let each = |after: u64, before: u64| after.saturating_sub(before) / TENANTS as u64;
    println!(
        "  {name:<46} {:>6} KiB of its own, {:>6} KiB of mapped code",
        each(after.own, before.own),
        each(after.of_files, before.of_files),
    );
    tenants
}

fn main() {
    // cargo runs benches as tests, too; that would only waste time.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("ten idle rules, resident memory for each of {TENANTS} tenants");
    let mut kept = vec![measure("ten in Rust", &TEN_IN_RUST)];
    for language in NINE_IN_RUST_AND_ONE {
        let mut rules = TEN_IN_RUST;
        rules[9] = ("rhein-kreis-neuss/target-group", language);
        kept.push(measure(
            &format!("nine in Rust and one in {language}"),
            &rules,
        ));
    }
    drop(kept);
}
