//! A sandbox for the tests of other crates, and the rules as `deploy/dev/plugins.sh` built them (feature `testing`).

use std::{env, fs, path::PathBuf, sync::Arc};

use plugins_host::Compiler;

use crate::{Application, EngineSettings, RuleEngine};

/// The variable that names the server's program; `make test` sets it.
const SERVER_VARIABLE: &str = "KREISLOTSE_BIN";

/// The folder of what was built: tests run from `<target>/debug/deps`.
fn target_folder() -> PathBuf {
    let test = env::current_exe().expect("a test is a file");
    let folder = test.ancestors().nth(3);
    folder.expect("tests run from the target folder").to_owned()
}

/// An engine whose compiled code stays from run to run.
pub fn engine(applications: Vec<Arc<dyn Application>>) -> RuleEngine {
    let target = target_folder();
    let server = env::var_os(SERVER_VARIABLE);
    let server = server.map_or_else(|| target.join("debug/kreislotse"), PathBuf::from);
    let settings = EngineSettings {
        folder: target.join("rules/engine"),
        compiler: Compiler::new(server),
    };
    RuleEngine::new(settings, applications)
}

/// A component by its folder and language, such as `warendorf/case-closing.rust`.
pub fn component(name: &str) -> Vec<u8> {
    let path = target_folder().join(format!("rules/{name}.wasm"));
    fs::read(&path).unwrap_or_else(|error| {
        let path = path.display();
        panic!("{path} is not there ({error}); deploy/dev/plugins.sh builds it")
    })
}
