//! Uploads that a fuzzer makes, guided by what of the host they reach. `deploy/dev/fuzz.sh` runs it.

#![no_main]

#[path = "../upload.rs"]
mod upload;

use std::{fs, path::Path, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use plugins_host::{CacheKey, Compiler, Sandbox};
use tokio::runtime::Runtime;

/// Everything that lives as long as the process.
struct Bench {
    runtime: Runtime,
    sandbox: Sandbox,
    code: tempfile::TempDir,
}

fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let compiler = std::env::var_os("PLUGIN_COMPILER")
            .expect("PLUGIN_COMPILER names the compiling program; deploy/dev/fuzz.sh sets it");
        let code = tempfile::tempdir().expect("a folder");
        let key = CacheKey::new([9; 32]);
        Bench {
            runtime: Runtime::new().expect("a runtime"),
            sandbox: Sandbox::new(code.path(), key, Compiler::new(compiler)).expect("a sandbox"),
            code,
        }
    })
}

/// Hardly any input comes twice; kept code would only fill the disk.
fn forget_code(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let _ = fs::remove_file(entry.path());
    }
}

fuzz_target!(|source: &[u8]| {
    let bench = bench();
    let verdict = bench
        .runtime
        .block_on(upload::try_upload(&bench.sandbox, source));
    if verdict != upload::Verdict::Refused {
        forget_code(bench.code.path());
    }
});
