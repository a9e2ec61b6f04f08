//! What lies in a new folder. All of it is in this binary, so that nobody needs a checkout.

use std::path::PathBuf;

use plugins_build::{Language, RULE_FILE};
use plugins_host::points::point_key;
use rust_embed::RustEmbed;

use super::NewRule;

/// Stands in the templates for the rule's key, its extension point and its source.
const KEY_MARK: &str = "rule-key";
const POINT_MARK: &str = "extension-point";
const SOURCE_MARK: &str = "source-file";

/// What is built is not kept; Rust, Python and TypeScript alike.
const IGNORED: &str = "/rule.wasm\n/target/\n.venv/\nnode_modules/\n__pycache__/\n";

/// The contract.
#[derive(RustEmbed)]
#[folder = "../wit"]
struct Contract;

/// Parameters, a golden case and the page to read first, alike in all languages.
#[derive(RustEmbed)]
#[folder = "../sdk/template"]
struct Shared;

/// A rule for each extension point, and the manifest.
#[derive(RustEmbed)]
#[folder = "../sdk/rust/template"]
struct Rust;

/// A rule for each extension point.
#[derive(RustEmbed)]
#[folder = "../sdk/python/template"]
struct Python;

/// A rule for each extension point.
#[derive(RustEmbed)]
#[folder = "../sdk/typescript/template"]
struct TypeScript;

/// The types of each extension point in TypeScript.
#[derive(RustEmbed)]
#[folder = "../sdk/typescript/types"]
struct Types;

/// A file by its path from the folder.
pub(super) struct NewFile {
    pub(super) path: PathBuf,
    pub(super) content: String,
}

fn file(path: impl Into<PathBuf>, content: impl Into<String>) -> NewFile {
    NewFile {
        path: path.into(),
        content: content.into(),
    }
}

/// A text that was embedded. That all of them are there is tested for every extension point and language.
fn embedded<T: RustEmbed>(name: &str) -> String {
    let found = T::get(name).unwrap_or_else(|| panic!("{name} is not in the kit"));
    String::from_utf8(found.data.into_owned()).expect("the kit is UTF-8")
}

/// All files of a new rule.
pub(super) fn of_rule(wanted: &NewRule<'_>, key: &str) -> Vec<NewFile> {
    let point = point_key(wanted.point);
    let source = match wanted.language {
        Language::Rust => "src/rule.rs",
        Language::Python => "src/app.py",
        Language::TypeScript => "src/rule.ts",
    };
    let filled = |text: String| {
        text.replace(KEY_MARK, key)
            .replace(POINT_MARK, point)
            .replace(SOURCE_MARK, source)
    };
    let rule = match wanted.language {
        Language::Rust => embedded::<Rust>(&format!("{point}.rs")),
        Language::Python => embedded::<Python>(&format!("{point}.py")),
        Language::TypeScript => embedded::<TypeScript>(&format!("{point}.ts")),
    };
    let shared = |name: &str| embedded::<Shared>(&format!("{point}/{name}"));
    let mut files = vec![
        file("README.md", filled(embedded::<Shared>("README.md"))),
        file(source, filled(rule)),
        file("parameters.schema.json", shared("parameters.schema.json")),
        file("cases/01-first-case.json", shared("case.json")),
        file(RULE_FILE, format!("{{ \"point\": \"{point}\" }}\n")),
        file(".gitignore", IGNORED),
    ];
    if wanted.language == Language::Rust {
        files.push(file(
            "Cargo.toml",
            filled(embedded::<Rust>("manifest.toml")),
        ));
        files.push(file("Cargo.lock", rust_lock()));
    }
    files.extend(kit(wanted.language, point));
    files
}

/// The versions that the kit is tested with. Packages of the rules of this repository are left out; cargo adds the
/// new one itself.
fn rust_lock() -> String {
    let lock = include_str!("../../../sdk/rust/Cargo.lock");
    let mut packages = lock.split("\n[[package]]\n");
    let mut kept = packages.next().unwrap_or_default().to_owned();
    let needed = packages.filter(|package| {
        package.contains("\nsource = ") || package.starts_with("name = \"kreislotse-rule\"")
    });
    needed.for_each(|package| {
        kept.push_str("\n[[package]]\n");
        kept.push_str(package);
    });
    kept
}

/// The contract, and what rules of the language are written with.
fn kit(language: Language, point: &str) -> Vec<NewFile> {
    let contract = Contract::iter();
    let mut files: Vec<NewFile> = contract
        .map(|name| file(format!("kit/wit/{name}"), embedded::<Contract>(&name)))
        .collect();
    let mut sdk = |name: &str, content: &str| {
        files.push(file(format!("kit/sdk/{}/{name}", language.key()), content));
    };
    match language {
        Language::Rust => {
            let manifest = include_str!("../../../sdk/rust/Cargo.toml");
            // What stands before it is the workspace of this repository; the new folder's own manifest is one.
            let package = manifest.find("[package]").expect("it has a package");
            sdk("Cargo.toml", &manifest[package..]);
            sdk("src/lib.rs", include_str!("../../../sdk/rust/src/lib.rs"));
            sdk(
                "src/dates.rs",
                include_str!("../../../sdk/rust/src/dates.rs"),
            );
        }
        Language::Python => {
            sdk(
                "requirements.txt",
                include_str!("../../../sdk/python/requirements.txt"),
            );
            sdk(
                "modules/dates.py",
                include_str!("../../../sdk/python/modules/dates.py"),
            );
        }
        Language::TypeScript => {
            sdk(
                "package.json",
                include_str!("../../../sdk/typescript/package.json"),
            );
            sdk(
                "package-lock.json",
                include_str!("../../../sdk/typescript/package-lock.json"),
            );
            sdk("dates.ts", include_str!("../../../sdk/typescript/dates.ts"));
            let types = format!("{point}.ts");
            sdk(&format!("types/{types}"), &embedded::<Types>(&types));
        }
    }
    files
}
