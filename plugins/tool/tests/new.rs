//! New folders: refused where they must be, and what is made works at once.

mod support;

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use plugins_host::points::{ExtensionPoint, POINTS, point_key};
use plugins_tool::{
    BuildRequest, Dependencies, LANGUAGES, Language, NewFailure, NewRule, build, check, make_rule,
    parse_point, run_golden,
};
use support::{repository, scratch, target_folder, workbench};

/// Makes a rule in a folder outside of the checkout's rules.
fn make(name: &str, point: ExtensionPoint, language: Language) -> PathBuf {
    let folder = scratch(&format!("new-{}-{name}", language.key())).join(name);
    let wanted = NewRule {
        folder: &folder,
        point,
        language,
    };
    make_rule(&wanted).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    borrow_tools(&folder, language);
    folder
}

/// What `plugin build` would install or compile once for each folder, these tests have for all of them together.
fn borrow_tools(folder: &Path, language: Language) {
    let (theirs, ours) = match language {
        Language::Rust => {
            let shared = target_folder().join("rules/new");
            fs::create_dir_all(&shared).expect("a folder");
            ("target", shared)
        }
        Language::Python => (
            "kit/sdk/python/.venv",
            repository().join("plugins/sdk/python/.venv"),
        ),
        Language::TypeScript => (
            "kit/sdk/typescript/node_modules",
            repository().join("plugins/sdk/typescript/node_modules"),
        ),
    };
    assert!(
        ours.is_dir(),
        "{} is not there; deploy/dev/plugins.sh makes it",
        ours.display()
    );
    symlink(ours, folder.join(theirs)).expect("a link");
}

/// Builds, checks and tests a new rule as its author would.
async fn works(point: ExtensionPoint, language: Language) {
    let name = format!("my-{}", point_key(point));
    let folder = make(&name, point, language);
    let request = BuildRequest {
        folder: &folder,
        point: None,
        output: None,
        dependencies: Dependencies::MayChange,
    };
    let component = build(&request).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    let checked = check(workbench(), &component)
        .await
        .unwrap_or_else(|failure| panic!("{name}: {failure}"));
    assert_eq!(
        (checked.key, checked.point),
        (name.clone(), point_key(point))
    );
    let report = run_golden(workbench(), &component, &folder.join("cases"))
        .await
        .unwrap_or_else(|failure| panic!("{name}: {failure}"));
    assert!(report.is_good(), "{name} ({}): {report}", language.key());
}

#[tokio::test]
async fn a_new_rule_in_rust_works_at_every_extension_point() {
    for point in POINTS {
        works(point, Language::Rust).await;
    }
}

#[tokio::test]
async fn a_new_rule_in_typescript_works_at_every_extension_point() {
    for point in POINTS {
        works(point, Language::TypeScript).await;
    }
}

/// Two stand for all: building and compiling one in Python takes half a minute.
#[tokio::test]
async fn a_new_rule_in_python_works() {
    works(ExtensionPoint::TargetGroup, Language::Python).await;
    works(ExtensionPoint::CaseClosing, Language::Python).await;
}

#[test]
fn every_new_rule_in_python_can_be_read_by_python() {
    for point in POINTS {
        let folder = make(
            &format!("read-{}", point_key(point)),
            point,
            Language::Python,
        );
        let source = fs::read_to_string(folder.join("src/app.py")).expect("a source");
        let parses = "import ast, sys; ast.parse(sys.argv[1])";
        let python = std::process::Command::new("python3")
            .args(["-c", parses, &source])
            .status();
        assert!(
            python.expect("python3 starts").success(),
            "{}",
            point_key(point)
        );
    }
}

#[test]
fn every_new_folder_has_what_its_author_needs_and_no_mark_is_left() {
    for language in LANGUAGES {
        for point in POINTS {
            let folder = make(&format!("whole-{}", point_key(point)), point, language);
            for name in [
                "README.md",
                "parameters.schema.json",
                "cases/01-first-case.json",
                "kit/wit/description.wit",
            ] {
                let text = fs::read_to_string(folder.join(name)).expect(name);
                for mark in ["rule-key", "extension-point`", "source-file"] {
                    assert!(!text.contains(mark), "{name}: {mark}");
                }
            }
            assert_eq!(Language::of_folder(&folder), Some(language));
        }
    }
}

/// The manifest of a new folder names versions of its own; they are those of the kit.
#[test]
fn a_new_manifest_uses_what_the_kit_is_tested_with() {
    let dependencies = |path: &str| {
        let text = fs::read_to_string(repository().join(path)).expect(path);
        let from = text.find("wit-bindgen = ").expect("it names the versions");
        let to = text[from..].find("\n\n").expect("the table ends");
        text[from..from + to].to_owned()
    };
    assert_eq!(
        dependencies("plugins/sdk/rust/template/manifest.toml"),
        dependencies("plugins/sdk/rust/Cargo.toml")
    );
}

#[test]
fn what_cannot_be_made_is_refused_with_a_reason() {
    let folder = scratch("new-refused");
    let make = |name: &str| {
        make_rule(&NewRule {
            folder: &folder.join(name),
            point: ExtensionPoint::CaseClosing,
            language: Language::Rust,
        })
    };
    for name in [
        "My-Rule",
        "7-days",
        "rule_key",
        "-x",
        "köln",
        &"x".repeat(101),
    ] {
        let refused = make(name).expect_err(name);
        assert!(matches!(refused, NewFailure::BadName(_)), "{refused}");
    }
    let taken = make("serde").expect_err("a crate of the kit");
    assert!(matches!(taken, NewFailure::TakenName(_)), "{taken}");
    fs::create_dir_all(folder.join("full")).expect("a folder");
    fs::write(folder.join("full/notes.txt"), "mine").expect("writable");
    let full = make("full").expect_err("a folder that is in use");
    assert!(matches!(full, NewFailure::NotEmpty(_)), "{full}");
    fs::create_dir_all(folder.join("empty")).expect("a folder");
    make("empty").expect("an empty folder will do");
    let unknown = parse_point("closing").expect_err("no extension point");
    assert!(unknown.contains("case-closing"), "{unknown}");
    let unknown = "cobol".parse::<Language>().expect_err("no language");
    assert!(unknown.contains("typescript"), "{unknown}");
}

#[test]
fn a_folder_without_a_rule_or_a_kit_cannot_be_built() {
    let folder = scratch("new-nothing");
    let fails = |folder: &Path| {
        let request = BuildRequest {
            folder,
            point: None,
            output: None,
            dependencies: Dependencies::MayChange,
        };
        build(&request).expect_err("nothing to build").to_string()
    };
    assert!(fails(&folder).contains("plugin new"), "{}", fails(&folder));
    // Above the target folder there is no kit.
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("src/rule.ts"), "").expect("writable");
    assert!(fails(&folder).contains("kit/wit"), "{}", fails(&folder));
    fs::create_dir_all(folder.join("kit/wit")).expect("a folder");
    fs::create_dir_all(folder.join("kit/sdk")).expect("a folder");
    assert!(fails(&folder).contains("--point"), "{}", fails(&folder));
}
