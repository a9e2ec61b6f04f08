//! Rules in TypeScript: bundled by esbuild, made a component by componentize-qjs; both from the kit's lock file.

use std::{ffi::OsString, fs, path::Path, process::Command};

use crate::{BuildFailure, Workplace, program};

const NODE_REMEDY: &str = "apt-get install nodejs npm";

/// Where npm puts the programs of packages.
const PROGRAMS: &str = "node_modules/.bin";

pub(crate) fn build(workplace: &Workplace, world: &str) -> Result<(), BuildFailure> {
    let sdk = workplace.kit.sdk("typescript");
    install(&sdk)?;
    let made = tempfile::tempdir().map_err(|source| BuildFailure::File {
        path: std::env::temp_dir(),
        source,
    })?;
    let bundle = made.path().join("rule.js");
    let mut outfile = OsString::from("--outfile=");
    outfile.push(&bundle);
    let mut esbuild = Command::new(sdk.join(PROGRAMS).join("esbuild"));
    esbuild.arg(workplace.folder.join("src/rule.ts")).args([
        "--bundle",
        "--format=esm",
        // The rule hands its schema on as it stands in the file.
        "--loader:.json=text",
        "--log-level=error",
    ]);
    program::run(esbuild.arg(outfile), NODE_REMEDY)?;
    let mut componentize = Command::new("node");
    componentize.arg(sdk.join(PROGRAMS).join("componentize-qjs"));
    componentize.arg("--wit").arg(workplace.kit.wit());
    componentize.arg("--js").arg(&bundle);
    componentize.args(["-n", world, "--stub-wasi", "--sync", "-o"]);
    program::run(componentize.arg(&workplace.output), NODE_REMEDY)
}

/// Installs what the lock file states, unless exactly that was installed before.
fn install(sdk: &Path) -> Result<(), BuildFailure> {
    let lock = sdk.join("package-lock.json");
    let stamp = sdk.join("node_modules/.kreislotse-lock.json");
    let file = |source| BuildFailure::File {
        path: lock.clone(),
        source,
    };
    let wanted = fs::read(&lock).map_err(file)?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    // No package may run a script here: esbuild's binary is a package of its own and needs none.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    program::run(npm.arg("--loglevel=error").current_dir(sdk), NODE_REMEDY)?;
    fs::write(&stamp, wanted).map_err(file)
}
