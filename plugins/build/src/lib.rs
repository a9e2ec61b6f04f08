//! Makes components of rules: [`build`] takes a rule's folder and calls the tools of its language.
//!
//! The tools themselves are installed from the lock files of the kit when they are first needed; only what the
//! machine must have (Rust, Python, Node) is asked for.
//!
//! Deliberately absent: the sandbox. A component is built without it, so that this crate is built in seconds, before
//! anything else of the platform. To add a language: a variant of [`Language`], a module here, a kit in
//! `plugins/sdk`.

mod failure;
mod kit;
mod program;
mod python;
mod rust;
mod typescript;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

pub use failure::BuildFailure;

use kit::Kit;

/// The component, beside the sources of its rule.
const COMPONENT: &str = "rule.wasm";

/// What says which extension point a rule is for, where its sources do not: `{ "point": "case-closing" }`.
pub const RULE_FILE: &str = "rule.json";

/// A language that rules are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Built by cargo for `wasm32-unknown-unknown`.
    Rust,
    /// Built by componentize-py.
    Python,
    /// Built by esbuild and componentize-qjs.
    TypeScript,
}

/// All languages.
pub const LANGUAGES: [Language; 3] = [Language::Rust, Language::Python, Language::TypeScript];

impl Language {
    /// Its name on the command line and among the folders of the kit.
    pub fn key(self) -> &'static str {
        match self {
            Language::Rust => "rust",
            Language::Python => "python",
            Language::TypeScript => "typescript",
        }
    }

    /// The language of a folder, by the file that its rules begin with.
    pub fn of_folder(folder: &Path) -> Option<Language> {
        let begins = [
            ("Cargo.toml", Language::Rust),
            ("src/app.py", Language::Python),
            ("src/rule.ts", Language::TypeScript),
        ];
        let found = begins
            .into_iter()
            .find(|(file, _)| folder.join(file).is_file());
        found.map(|(_, language)| language)
    }
}

impl std::str::FromStr for Language {
    type Err = String;

    fn from_str(key: &str) -> Result<Language, String> {
        let found = LANGUAGES.into_iter().find(|known| known.key() == key);
        found.ok_or_else(|| {
            let known = LANGUAGES.map(Language::key).join(", ");
            format!("there is no kit for this language; there is one for {known}")
        })
    }
}

/// Whether a rule in Rust may be built with other versions of its dependencies than its lock file says. The lock files
/// of the other languages always hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dependencies {
    /// The lock file lies beside the sources and holds.
    AsLocked,
    /// cargo writes the lock file, and again when the rule asks for something else.
    MayChange,
}

/// What is to be built.
#[derive(Debug, Clone)]
pub struct BuildRequest<'a> {
    /// The folder of the rule.
    pub folder: &'a Path,
    /// The extension point; by default the one in the folder's `rule.json`. Rust knows it by itself.
    pub point: Option<&'a str>,
    /// Where the component goes; by default `rule.wasm` in the folder.
    pub output: Option<&'a Path>,
    /// Whether dependencies are taken as locked.
    pub dependencies: Dependencies,
}

/// A rule's folder, with everything that its build needs from elsewhere.
struct Workplace {
    folder: PathBuf,
    kit: Kit,
    output: PathBuf,
}

impl Workplace {
    /// The JSON Schema of the parameters: beside the sources, or above them where languages share it.
    fn schema(&self) -> Result<PathBuf, BuildFailure> {
        let mut places = self.folder.ancestors().take(2);
        let found = places.find_map(|place| {
            let schema = place.join("parameters.schema.json");
            schema.is_file().then_some(schema)
        });
        found.ok_or_else(|| BuildFailure::NoSchema(self.folder.clone()))
    }
}

/// Builds a rule and gives the path of its component.
///
/// # Errors
/// A missing tool with the command that installs it, or what the tool itself reports on standard error.
pub fn build(request: &BuildRequest<'_>) -> Result<PathBuf, BuildFailure> {
    let file = |path: &Path| {
        let path = path.to_owned();
        |source| BuildFailure::File { path, source }
    };
    // Tools run in folders of their own, so no path may depend on where we stand.
    let folder = fs::canonicalize(request.folder).map_err(file(request.folder))?;
    let language =
        Language::of_folder(&folder).ok_or_else(|| BuildFailure::NoRule(folder.clone()))?;
    let kit = Kit::of_rule(&folder).ok_or_else(|| BuildFailure::NoKit(folder.clone()))?;
    let output = match request.output {
        Some(output) => std::path::absolute(output).map_err(file(output))?,
        None => folder.join(COMPONENT),
    };
    if let Some(parent) = output.parent() {
        fs::create_dir_all(parent).map_err(file(parent))?;
    }
    let workplace = Workplace {
        folder,
        kit,
        output,
    };
    match language {
        Language::Rust => rust::build(&workplace, request.dependencies)?,
        Language::Python => python::build(&workplace, &world(&workplace.folder, request.point)?)?,
        Language::TypeScript => {
            typescript::build(&workplace, &world(&workplace.folder, request.point)?)?;
        }
    }
    Ok(workplace.output)
}

/// The form of [`RULE_FILE`].
#[derive(Debug, Deserialize)]
struct RuleFile {
    point: String,
}

/// The world of the contract that a component is made for.
fn world(folder: &Path, point: Option<&str>) -> Result<String, BuildFailure> {
    let point = match point {
        Some(point) => point.to_owned(),
        None => {
            let text = fs::read_to_string(folder.join(RULE_FILE));
            let read = text.ok().and_then(|text| serde_json::from_str(&text).ok());
            let RuleFile { point } =
                read.ok_or_else(|| BuildFailure::NoPoint(folder.to_owned()))?;
            point
        }
    };
    Ok(format!("{point}-rule"))
}
