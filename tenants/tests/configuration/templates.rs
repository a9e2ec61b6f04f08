//! A county copied as a template.

use kernel::keys::TenantKey;
use tenants::{
    County,
    check::{ProblemCode, check_folder, read_folder},
    template::{TemplateError, copy_as_template},
};

use crate::support::{counties_folder, fixture_folder, key};

fn places(report: &tenants::check::CheckReport) -> Vec<(ProblemCode, &str, &str)> {
    report
        .errors
        .iter()
        .map(|e| (e.code, e.file.as_str(), e.path.as_str()))
        .collect()
}

#[test]
fn a_fresh_copy_fails_the_check_exactly_where_the_county_must_fill_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for from in ["warendorf", "coesfeld", "rhein-kreis-neuss"] {
        let to = folder.path().join(from);
        let new: TenantKey = key("guetersloh");
        copy_as_template(&counties_folder().join(from), &to, &new).expect("a copy");
        let report = check_folder(&to);
        let expected = [
            (ProblemCode::ValueForm, "county.yaml", "ags"),
            (ProblemCode::TextEmpty, "county.yaml", "name.de"),
            (ProblemCode::TextEmpty, "county.yaml", "name.en"),
        ];
        assert_eq!(places(&report), expected, "{report}");
        assert_eq!(report.warnings[0].path, "assumptions[0]", "{report}");
    }
}

#[test]
fn a_copy_that_is_filled_in_passes_with_a_warning_that_it_is_a_copy() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let to = folder.path().join("new");
    copy_as_template(&fixture_folder("minimal"), &to, &key("olpe-zwei")).expect("a copy");
    let path = to.join("county.yaml");
    let text = std::fs::read_to_string(&path).expect("the copied identity");
    assert!(text.contains("key: olpe-zwei\n"), "{text}");
    let text = text.replace("ags: \"\"", "ags: \"05966\"");
    let text = text.replace("{ de: \"\", en: \"\" }", "{ de: Olpe, en: Olpe }");
    std::fs::write(&path, text).expect("a filled-in identity");
    let county = County::load_folder(&to).expect("a county without mistakes");
    assert_eq!(county.key().as_str(), "olpe-zwei");
    let codes: Vec<_> = county.report().warnings.iter().map(|w| w.code).collect();
    assert_eq!(codes, [ProblemCode::AssumptionWithoutSource]);
    assert!(
        to.join("schemas/county.schema.json").exists(),
        "editors find the schemas"
    );
}

#[test]
fn the_places_of_the_old_county_are_named_once_the_ags_is_filled_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let to = folder.path().join("new");
    copy_as_template(&counties_folder().join("warendorf"), &to, &key("olpe")).expect("a copy");
    let path = to.join("county.yaml");
    let text = std::fs::read_to_string(&path).expect("the copied identity");
    let text = text
        .replace("ags: \"\"", "ags: \"05966\"")
        .replace(": \"\"", ": Kreis Olpe");
    std::fs::write(&path, text).expect("a filled-in identity");
    let report = check_folder(&to);
    let count = |code| {
        report
            .errors
            .iter()
            .filter(|error| error.code == code)
            .count()
    };
    assert_eq!(
        count(ProblemCode::MunicipalityOfOtherCounty),
        13,
        "{report}"
    );
    assert_eq!(count(ProblemCode::MunicipalityLeftOut), 7, "{report}");
}

#[test]
fn nothing_is_overwritten_and_no_mistake_is_copied() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("notes.txt"), "mine").expect("a file of somebody's");
    let taken = copy_as_template(&fixture_folder("minimal"), folder.path(), &key("new"));
    assert!(
        matches!(taken, Err(TemplateError::TargetExists(_))),
        "{taken:?}"
    );
    let to = folder.path().join("new");
    let wrong = copy_as_template(&fixture_folder("many-mistakes"), &to, &key("new"));
    assert!(matches!(wrong, Err(TemplateError::Source(_))), "{wrong:?}");
    assert!(!to.exists());
    assert_eq!(
        read_folder(folder.path()).expect("a readable folder").len(),
        0
    );
}
