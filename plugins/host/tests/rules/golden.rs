//! Every rule gives its golden answers, and every rule has some.

use std::{
    fs,
    path::{Path, PathBuf},
};

use plugins_host::golden::GoldenCase;

use crate::support::{rule, sandbox};

/// All rules, by their folder and language.
const RULES: [(&str, &str); 11] = [
    ("rhein-kreis-neuss/target-group", "rust"),
    ("rhein-kreis-neuss/target-group", "typescript"),
    ("rhein-kreis-neuss/target-group", "python"),
    ("rhein-kreis-neuss/position-shares", "rust"),
    ("rhein-kreis-neuss/precedence", "rust"),
    ("rhein-kreis-neuss/indicators", "rust"),
    ("warendorf/case-closing", "rust"),
    ("coesfeld/precedence", "rust"),
    ("coesfeld/funding", "rust"),
    ("dgcc/indication", "rust"),
    ("hostile/moody-closing", "rust"),
];

/// The folder `plugins`.
fn plugins_folder() -> PathBuf {
    let host = Path::new(env!("CARGO_MANIFEST_DIR"));
    host.parent().expect("host lies in plugins").to_owned()
}

/// The cases of a rule, by the names of their files.
fn cases(folder: &str) -> Vec<(PathBuf, GoldenCase)> {
    let folder = plugins_folder().join("rules").join(folder).join("cases");
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a file");
        let case = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, case)
    };
    paths.into_iter().map(read).collect()
}

fn wrong_cases(folder: &str, language: &str) -> Vec<String> {
    let plugin = rule(folder, language);
    let cases = cases(folder);
    assert!(!cases.is_empty(), "{folder} has no golden cases");
    let mut wrong = Vec::new();
    for (path, case) in cases {
        let report = sandbox()
            .run_case(&plugin, &case)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        wrong.extend(
            report
                .differences
                .iter()
                .map(|line| format!("{folder} ({language}) {name}: {line}")),
        );
    }
    wrong
}

#[test]
fn every_rule_gives_its_golden_answers() {
    let wrong: Vec<String> = RULES
        .iter()
        .flat_map(|(folder, language)| wrong_cases(folder, language))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_in_the_folder_is_tested() {
    let mut untested = Vec::new();
    let rules = plugins_folder().join("rules");
    for county in fs::read_dir(rules).expect("the rules") {
        let county = county.expect("an entry").path();
        for rule in fs::read_dir(&county).expect("a county") {
            let rule = rule.expect("an entry").path();
            let name = |path: &PathBuf| {
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned()
            };
            let folder = format!("{}/{}", name(&county), name(&rule));
            if rule.is_dir() && !RULES.iter().any(|(tested, _)| *tested == folder) {
                untested.push(folder);
            }
        }
    }
    assert!(untested.is_empty(), "not in RULES: {untested:?}");
}
