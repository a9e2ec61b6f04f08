//! The tool on a real rule and on wrong input.

mod support;

use std::{fs, path::PathBuf};

use plugins_tool::{Language, ToolFailure, bench, check, run_golden};
use support::{repository, scratch, target_folder, workbench};

fn component() -> PathBuf {
    let path = target_folder().join("rules/warendorf/case-closing.rust.wasm");
    assert!(
        path.is_file(),
        "{} is not there; deploy/dev/plugins.sh builds it",
        path.display()
    );
    path
}

fn cases() -> PathBuf {
    repository().join("plugins/rules/warendorf/case-closing/cases")
}

#[tokio::test]
async fn a_rule_is_checked() {
    let checked = check(workbench(), &component()).await.expect("a good rule");
    assert_eq!(
        (checked.key.as_str(), checked.point),
        ("warendorf-case-closing", "case-closing")
    );
    assert_eq!(checked.digest.len(), 64);
    assert_eq!(
        checked.defaults,
        r#"{"brief_intervention_months":3,"case_management_months":6}"#
    );
}

#[tokio::test]
async fn its_golden_cases_are_run_and_measured() {
    let report = run_golden(workbench(), &component(), &cases())
        .await
        .expect("cases");
    assert!(report.is_good(), "{report}");
    assert!(
        report.to_string().ends_with("6 of 6 cases as expected"),
        "{report}"
    );
    let lines = bench(workbench(), &component(), &cases())
        .await
        .expect("cases");
    // The case that must fail costs nothing.
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line.fuel > 0));
}

#[tokio::test]
async fn a_case_that_differs_is_told_by_its_place() {
    let folder = scratch("different");
    let text = fs::read_to_string(cases().join("03-process-support.json")).expect("a case");
    fs::write(
        folder.join("wrong.json"),
        text.replacen("\"keep\"", "\"close\"", 1),
    )
    .expect("writable");
    let report = run_golden(workbench(), &component(), &folder)
        .await
        .expect("a case");
    assert_eq!(
        report.outcomes[0].differences,
        [r#"[0].verdict: expected "close", found "keep""#]
    );
}

#[tokio::test]
async fn wrong_input_is_named() {
    let folder = scratch("wrong-input");
    let none = run_golden(workbench(), &component(), &folder).await;
    assert!(matches!(none, Err(ToolFailure::NoCases(_))), "{none:?}");
    fs::write(folder.join("case.json"), "{").expect("writable");
    let broken = run_golden(workbench(), &component(), &folder).await;
    assert!(
        matches!(broken, Err(ToolFailure::CaseForm { .. })),
        "{broken:?}"
    );
    let case = r#"{"name": "x", "function": "fly", "request": {}, "expected": []}"#;
    fs::write(folder.join("case.json"), case).expect("writable");
    let unknown = run_golden(workbench(), &component(), &folder).await;
    assert!(
        matches!(unknown, Err(ToolFailure::Case { .. })),
        "{unknown:?}"
    );
    fs::write(folder.join("text.wasm"), "(component)").expect("writable");
    let refused = check(workbench(), &folder.join("text.wasm"))
        .await
        .expect_err("refused");
    assert!(refused.to_string().contains("PLUGIN_NOT_WASM"), "{refused}");
    let absent = check(workbench(), &folder.join("absent.wasm")).await;
    assert!(
        matches!(absent, Err(ToolFailure::File { .. })),
        "{absent:?}"
    );
}

#[test]
fn the_language_of_a_folder_is_known_by_its_first_file() {
    let rules = repository().join("plugins/rules/rhein-kreis-neuss/target-group");
    assert_eq!(Language::of_folder(&rules), Some(Language::Rust));
    assert_eq!(
        Language::of_folder(&rules.join("python")),
        Some(Language::Python)
    );
    assert_eq!(
        Language::of_folder(&rules.join("typescript")),
        Some(Language::TypeScript)
    );
    assert_eq!(Language::of_folder(&cases()), None);
}
