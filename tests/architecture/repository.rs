//! What every file of the repository keeps to.

use std::{fs, path::Path, process::Command};

use kreislotse_tests::repository;

/// A longer file wants splitting by meaning.
const LINES_MAX: usize = 400;

/// Sources by their ending. Data, configuration and what tools write have the length they have.
const SOURCES: [&str; 12] = [
    ".rs", ".html", ".css", ".js", ".mjs", ".ts", ".sh", ".toml", ".ftl", ".graphql", ".md",
    "Makefile",
];

/// What tools write.
const GENERATED: [&str; 1] = ["graphql-schema/county.graphql"];

/// Words that only stand in files which tell of one machine; each split, so that this file is
/// clean itself.
const MACHINE_WORDS: [(&str, &str); 5] = [
    ("/ho", "me/"),
    ("/ro", "ot/"),
    ("/Us", "ers/"),
    ("/wo", "rk/"),
    ("C:", "\\"),
];

/// The hosts that lock files may name; anything else is the mirror of one machine.
const PUBLIC_REGISTRIES: [&str; 2] = [
    "https://registry.npmjs.org/",
    "registry+https://github.com/rust-lang/crates.io-index",
];

/// Every file under version control or about to be, by its path from the root.
fn files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(repository())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success(), "this is no checkout: {listed:?}");
    let text = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let present = text
        .lines()
        .filter(|path| repository().join(path).is_file());
    present.map(str::to_owned).collect()
}

/// The content of a text; `None` for fonts and pictures.
fn text_of(path: &str) -> Option<String> {
    fs::read_to_string(repository().join(path)).ok()
}

fn is_source(path: &str) -> bool {
    SOURCES.iter().any(|ending| path.ends_with(ending)) && !GENERATED.contains(&path)
}

#[test]
fn no_source_is_longer_than_can_be_read_at_once() {
    let too_long: Vec<String> = files()
        .into_iter()
        .filter(|path| is_source(path))
        .filter_map(|path| Some((text_of(&path)?.lines().count(), path)))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(
        too_long.is_empty(),
        "split by meaning what has more than {LINES_MAX} lines: {too_long:#?}"
    );
}

/// Lints and features are decided in the workspace; a crate that switches one off for itself would
/// not be noticed. How deep types may nest is no such rule, nor who begins a process: the compiler and the fuzzer ask
/// for them by name.
#[test]
fn no_crate_changes_the_rules_for_itself() {
    for path in files().iter().filter(|path| path.ends_with(".rs")) {
        let text = text_of(path).expect("sources are UTF-8");
        let changed = text.lines().map(str::trim_start).find(|line| {
            line.starts_with("#![")
                && !line.starts_with("#![recursion_limit")
                && *line != "#![no_main]"
        });
        assert_eq!(changed, None, "{path}");
    }
    for path in files().iter().filter(|path| path.ends_with("/Cargo.toml")) {
        let text = text_of(path).expect("manifests are UTF-8");
        assert!(
            text.contains("[lints]\nworkspace = true"),
            "{path} lacks the lints of the workspace"
        );
    }
}

/// Where `unsafe` is allowed: loading compiled rules, and what wasmtime's macro writes.
const MAY_BE_UNSAFE: [&str; 2] = [
    "plugins/host/src/cache.rs",
    "plugins/host/src/points/bindings.rs",
];

#[test]
fn unsafe_code_stands_in_two_files_of_the_sandbox_only() {
    let found: Vec<String> = files()
        .into_iter()
        .filter(|path| path.ends_with(".rs") && path != "tests/architecture/repository.rs")
        .filter(|path| {
            let text = text_of(path).expect("sources are UTF-8");
            text.contains("unsafe_code")
        })
        .collect();
    assert_eq!(found, MAY_BE_UNSAFE);
}

#[test]
fn every_crate_says_what_it_is_for() {
    for path in files()
        .iter()
        .filter(|path| path.ends_with("src/lib.rs") || path.ends_with("src/main.rs"))
    {
        let text = text_of(path).expect("sources are UTF-8");
        assert!(
            text.starts_with("//! "),
            "{path} begins without a word about the crate"
        );
    }
}

#[test]
fn every_folder_at_the_top_has_a_readme() {
    let mut without = Vec::new();
    for entry in fs::read_dir(repository()).expect("the repository") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_ours = path.is_dir()
            && files()
                .iter()
                .any(|file| file.starts_with(&format!("{name}/")));
        if is_ours && !name.starts_with('.') && !path.join("README.md").is_file() {
            without.push(name);
        }
    }
    assert!(without.is_empty(), "without a README: {without:?}");
}

#[test]
fn no_file_tells_of_the_machine_it_was_written_on() {
    for path in files() {
        let Some(text) = text_of(&path) else { continue };
        for (first, second) in MACHINE_WORDS {
            let word = format!("{first}{second}");
            let found = text.lines().find(|line| line.contains(&word));
            assert_eq!(found, None, "{path} names {word}");
        }
    }
}

#[test]
fn lock_files_name_public_registries_only() {
    let is_lock = |path: &&String| {
        let name = Path::new(path).file_name().unwrap_or_default();
        name == "Cargo.lock" || name == "package-lock.json"
    };
    for path in files().iter().filter(is_lock) {
        let text = text_of(path).expect("lock files are UTF-8");
        let names_a_place =
            |line: &&str| line.contains("\"resolved\"") || line.starts_with("source =");
        let is_public = |line: &str| {
            PUBLIC_REGISTRIES
                .iter()
                .any(|registry| line.contains(registry))
        };
        let foreign: Vec<&str> = text
            .lines()
            .filter(names_a_place)
            .filter(|line| !is_public(line))
            .collect();
        assert!(foreign.is_empty(), "{path}: {foreign:#?}");
    }
}
