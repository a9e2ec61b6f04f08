//! Rules in Python: componentize-py, in a virtual environment of the kit.

use std::{fs, path::Path, process::Command};

use crate::{BuildFailure, Workplace, program};

const PYTHON_REMEDY: &str = "apt-get install python3 python3-venv";

pub(crate) fn build(workplace: &Workplace, world: &str) -> Result<(), BuildFailure> {
    let sdk = workplace.kit.sdk("python");
    let environment = sdk.join(".venv");
    install(&sdk, &environment)?;
    // There are no files in the sandbox: the schema becomes a module.
    let schema = workplace.schema()?;
    let file = |path: &Path| {
        let path = path.to_owned();
        |source| BuildFailure::File { path, source }
    };
    let temporary = std::env::temp_dir();
    let generated = tempfile::tempdir().map_err(file(&temporary))?;
    let text = fs::read_to_string(&schema).map_err(file(&schema))?;
    let module = format!("SCHEMA = r\"\"\"{text}\"\"\"\n");
    fs::write(generated.path().join("schema.py"), module).map_err(file(generated.path()))?;
    let mut componentize = Command::new(environment.join("bin/componentize-py"));
    componentize.arg("-d").arg(workplace.kit.wit());
    componentize.args(["-w", world, "componentize", "--stub-wasi"]);
    for place in [
        &workplace.folder.join("src"),
        &sdk.join("modules"),
        generated.path(),
    ] {
        componentize.arg("-p").arg(place);
    }
    componentize.args(["app", "-o"]).arg(&workplace.output);
    program::run(&mut componentize, PYTHON_REMEDY)
}

/// Installs what `requirements.txt` pins, unless exactly that was installed before.
fn install(sdk: &Path, environment: &Path) -> Result<(), BuildFailure> {
    let requirements = sdk.join("requirements.txt");
    let stamp = environment.join("requirements.txt");
    let file = |source| BuildFailure::File {
        path: requirements.clone(),
        source,
    };
    let wanted = fs::read(&requirements).map_err(file)?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // Debian's Python comes without it, and then says so at length.
    let has_venv = program::run(
        Command::new("python3").args(["-c", "import ensurepip, venv"]),
        PYTHON_REMEDY,
    );
    has_venv.map_err(|_| BuildFailure::Missing {
        what: "python3 with venv".to_owned(),
        remedy: PYTHON_REMEDY.to_owned(),
    })?;
    let mut venv = Command::new("python3");
    program::run(
        venv.args(["-m", "venv", "--clear"]).arg(environment),
        PYTHON_REMEDY,
    )?;
    let mut pip = Command::new(environment.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]);
    program::run(pip.arg(&requirements), PYTHON_REMEDY)?;
    fs::write(&stamp, wanted).map_err(file)
}
