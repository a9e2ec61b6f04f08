//! What is told without keeping the files from being used.

use kernel::locale::Locale;
use tenants::check::{ProblemCode as Code, Severity, check_files};

use crate::support::{fixture_files, with_change};

#[test]
fn an_assumption_without_a_source_is_a_warning() {
    let files = with_change(
        fixture_files("minimal"),
        "sources.yaml",
        "    source: concept\n",
        "",
    );
    let report = check_files(&files);
    assert!(report.is_ok(), "{report}");
    let codes: Vec<_> = report
        .warnings
        .iter()
        .map(|w| (w.code, w.severity()))
        .collect();
    assert_eq!(codes, [(Code::AssumptionWithoutSource, Severity::Warning)]);
}

#[test]
fn less_than_a_third_at_the_integration_centre_is_a_warning_with_its_day() {
    // Half a post of one and a half is a third: no warning. 0.49 of 1.49 is less.
    let files = with_change(
        fixture_files("minimal"),
        "structure.yaml",
        "centi_fte: 50\n",
        "centi_fte: 49\n",
    );
    let files = with_change(files, "structure.yaml", "centi_fte: 150", "centi_fte: 149");
    let files = with_change(
        files,
        "structure.yaml",
        "2, centi_fte: 50 }",
        "2, centi_fte: 49 }",
    );
    let files = with_change(files, "funding.yaml", "centi_fte: 150", "centi_fte: 149");
    let files = with_change(files, "funding.yaml", "8250000", "8195000");
    let report = check_files(&files);
    assert!(report.is_ok(), "{report}");
    let messages: Vec<_> = report
        .warnings
        .iter()
        .map(|w| w.message(Locale::En))
        .collect();
    let expected = "From 2024-01-01 on 0.49 of 1.49 case management posts are at the \
                    integration centre, less than the third that the state recommends.";
    assert_eq!(messages, [expected]);
}
