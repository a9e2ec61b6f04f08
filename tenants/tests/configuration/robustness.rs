//! Whatever somebody puts into a file: a report, never a panic.

use proptest::prelude::*;
use tenants::{County, check::check_files, files::FileKind};

use crate::support::fixture_files;

fn any_file() -> impl Strategy<Value = String> {
    prop::sample::select(FileKind::ALL.map(FileKind::file_name).to_vec())
}

/// Pieces of YAML in any order, which get further than random letters.
fn yaml_soup() -> impl Strategy<Value = String> {
    let pieces = [
        "units:",
        "posts:",
        "\n",
        "\n  - ",
        "\n    ",
        "key: ",
        "a",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "\"",
        "'",
        "|",
        ">",
        "&x ",
        "*x",
        "!t ",
        "---\n",
        "# ",
        "05",
        "2024-01-01",
        "~",
        "true",
        "1e999",
        "-",
        "?",
        "ä",
        "\u{feff}",
        "\t",
        "%YAML 1.2\n",
        "places:",
        "labels:",
        "unit:",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn any_text_in_a_file_gives_a_report(file in any_file(), text in any::<String>()) {
        let mut files = fixture_files("minimal");
        files.insert(file, text);
        check_files(&files).to_string();
    }

    #[test]
    fn any_yaml_in_a_file_gives_a_report(file in any_file(), text in yaml_soup()) {
        let mut files = fixture_files("minimal");
        files.insert(file, text);
        check_files(&files).to_string();
    }

    #[test]
    fn a_file_with_a_piece_cut_out_gives_a_report(
        file in any_file(),
        cut in (0.0..1.0_f64, 0.0..0.3_f64),
    ) {
        let mut files = fixture_files("minimal");
        let text = files.remove(&file).expect("a file of the fixture");
        let chars: Vec<char> = text.chars().collect();
        let start = (chars.len() as f64 * cut.0) as usize;
        let end = (start + (chars.len() as f64 * cut.1) as usize).min(chars.len());
        let text: String = chars[..start].iter().chain(&chars[end..]).collect();
        files.insert(file, text);
        let report = check_files(&files);
        prop_assert_eq!(report.is_ok(), County::from_files(&files).is_ok());
    }
}
