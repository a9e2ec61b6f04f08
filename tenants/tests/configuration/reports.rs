//! The report as people read it.

use kernel::locale::Locale;
use tenants::check::{check_files, check_folder};

use crate::support::{fixture_files, fixture_folder, with_change};

#[test]
fn a_folder_with_many_mistakes_is_told_in_german() {
    let report = check_folder(&fixture_folder("many-mistakes"));
    insta::assert_snapshot!(report.render(Locale::De));
}

#[test]
fn a_folder_with_many_mistakes_is_told_in_english() {
    let report = check_folder(&fixture_folder("many-mistakes"));
    insta::assert_snapshot!(report.render(Locale::En));
}

#[test]
fn a_line_names_file_line_column_path_mistake_and_remedy() {
    let files = with_change(
        fixture_files("minimal"),
        "structure.yaml",
        "carrier: caritas",
        "carrier: karitas",
    );
    assert_eq!(
        check_files(&files).to_string(),
        "structure.yaml:47:14 posts[2].carrier: unbekannter Träger \"karitas\". \
         Meinten Sie \"caritas\"?\n1 Fehler, keine Hinweise."
    );
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let report = check_folder(&fixture_folder("no-such-county"));
    assert_eq!(report.errors.len(), 1);
    assert_eq!(
        report.errors[0].code,
        tenants::check::ProblemCode::FolderUnreadable
    );
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in fixture_files("minimal") {
        std::fs::write(folder.path().join(name), text).expect("a copy of the fixture");
    }
    let latin1 = b"bodies: []\n# Tr\xe4ger\n";
    std::fs::write(folder.path().join("bodies.yaml"), latin1).expect("a file in Latin-1");
    let report = check_folder(folder.path());
    let expected = "bodies.yaml: Line 2 has a character that is not written in UTF-8. \
                    Save the file as UTF-8.\n1 error, no warnings.";
    assert_eq!(report.render(Locale::En), expected);
}
