//! `plugin build`: makes a component of a rule's folder, with the tools of its language.

use std::{
    io,
    path::{Path, PathBuf},
    process::Command,
};

use thiserror::Error;

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

impl Language {
    /// The language of a folder, by the file that its rules begin with.
    pub fn of_folder(folder: &Path) -> Option<Language> {
        let begins = [
            ("Cargo.toml", Language::Rust),
            ("app.py", Language::Python),
            ("src/rule.ts", Language::TypeScript),
        ];
        let found = begins
            .into_iter()
            .find(|(file, _)| folder.join(file).is_file());
        found.map(|(_, language)| language)
    }
}

/// A rule cannot be built.
#[derive(Debug, Error)]
pub enum BuildFailure {
    /// The folder holds no rule.
    #[error("{0} holds neither Cargo.toml nor app.py nor src/rule.ts")]
    NoRule(PathBuf),
    /// A tool of the language is missing.
    #[error("{program} is missing; {remedy}")]
    NoTool {
        /// Which.
        program: String,
        /// How it is had.
        remedy: &'static str,
        /// Why it did not start.
        #[source]
        source: io::Error,
    },
    /// The tool found something wrong; it said what.
    #[error("{program} ended with an error")]
    ToolFailed {
        /// Which.
        program: String,
    },
    /// cargo built something, but no component of the expected name.
    #[error("{0} was not built")]
    NothingBuilt(PathBuf),
}

/// Builds the rule in a folder. `wit` is the folder of the contract, `world` the world's name; Rust needs neither.
///
/// # Errors
/// A missing tool with its remedy, or what the tool itself reports on standard error.
pub fn build(folder: &Path, wit: &Path, world: &str) -> Result<PathBuf, BuildFailure> {
    let language =
        Language::of_folder(folder).ok_or_else(|| BuildFailure::NoRule(folder.to_owned()))?;
    let output = folder.join("rule.wasm");
    match language {
        Language::Rust => return build_rust(folder),
        Language::Python => run(
            Command::new("componentize-py")
                .arg("-d")
                .arg(wit)
                .args(["-w", world, "componentize", "--stub-wasi", "-p"])
                .arg(folder)
                .args(["app", "-o"])
                .arg(&output),
            "pip install componentize-py==0.25.1",
        )?,
        Language::TypeScript => {
            let remedy = "npm ci in plugins/sdk/typescript, and its node_modules/.bin in PATH";
            let bundle = folder.join("rule.js");
            let mut outfile = std::ffi::OsString::from("--outfile=");
            outfile.push(&bundle);
            let mut esbuild = Command::new("esbuild");
            esbuild.arg(folder.join("src/rule.ts"));
            esbuild.args([
                "--bundle",
                "--format=esm",
                "--loader:.json=text",
                "--log-level=error",
            ]);
            run(esbuild.arg(outfile), remedy)?;
            let mut componentize = Command::new("componentize-qjs");
            componentize.arg("--wit").arg(wit).arg("--js").arg(bundle);
            componentize
                .args(["-n", world, "--stub-wasi", "--sync", "-o"])
                .arg(&output);
            run(&mut componentize, remedy)?;
        }
    }
    Ok(output)
}

/// cargo's own output says what is wrong, so it is left on the screen.
fn build_rust(folder: &Path) -> Result<PathBuf, BuildFailure> {
    let target = folder.join("target");
    run(
        Command::new("cargo")
            .args([
                "build",
                "--release",
                "--target",
                "wasm32-unknown-unknown",
                "--target-dir",
            ])
            .arg(&target)
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
                "wasm-component-ld",
            )
            .current_dir(folder),
        "install Rust with rustup, then rustup target add wasm32-unknown-unknown",
    )?;
    let release = target.join("wasm32-unknown-unknown/release");
    let built = std::fs::read_dir(&release).into_iter().flatten().flatten();
    let mut components = built.map(|entry| entry.path());
    components
        .find(|path| path.extension().is_some_and(|ending| ending == "wasm"))
        .ok_or(BuildFailure::NothingBuilt(release))
}

fn run(command: &mut Command, remedy: &'static str) -> Result<(), BuildFailure> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(BuildFailure::ToolFailed { program }),
        Err(source) => Err(BuildFailure::NoTool {
            program,
            remedy,
            source,
        }),
    }
}
