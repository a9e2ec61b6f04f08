//! A sandbox for tests, and the rules as `deploy/dev/plugins.sh` built them.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
};

use plugins_host::{CacheKey, Compiler, Plugin, Sandbox};

/// The folder of what was built.
fn target_folder() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary
        .parent()
        .expect("tmp lies in the target folder")
        .to_owned()
}

/// One runtime and one sandbox for all tests: its compiled code stays from run to run.
pub(crate) fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}

pub(crate) fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| {
        let folder = target_folder().join("rules/code");
        let compiler = Compiler::new(env!("CARGO_BIN_EXE_plugin-compiler"));
        Sandbox::new(&folder, CacheKey::new([7; 32]), compiler).expect("a sandbox")
    })
}

/// A rule by its folder and language, such as `rhein-kreis-neuss/target-group`, `rust`.
pub(crate) fn rule(folder: &str, language: &str) -> Arc<Plugin> {
    let path = target_folder().join(format!("rules/{folder}.{language}.wasm"));
    let source = std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{} is not there ({error}); deploy/dev/plugins.sh builds it",
            path.display()
        )
    });
    // One after the other: what one test has compiled, the next finds.
    static ONE_BY_ONE: Mutex<()> = Mutex::new(());
    let turn = ONE_BY_ONE.lock();
    let opened = runtime().block_on(sandbox().open(&source));
    drop(turn);
    opened
        .expect("the sandbox works")
        .unwrap_or_else(|refusal| panic!("{folder} ({language}): {refusal}"))
}
