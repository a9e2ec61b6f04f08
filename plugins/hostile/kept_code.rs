//! Compiled code on disk is only loaded if this installation wrote it.

use std::{fs, path::Path};

use plugins_host::{CacheKey, Compiler, Sandbox};

use crate::craft::{Guest, compiler, fresh_folder, runtime};

fn open(folder: &Path, key: [u8; 32], compiler: Compiler) -> Result<(), String> {
    let sandbox =
        Sandbox::new(folder, CacheKey::new(key), compiler).map_err(|error| error.to_string())?;
    let opened = runtime().block_on(sandbox.open(&Guest::default().component()));
    opened
        .map_err(|error| error.to_string())?
        .map(drop)
        .map_err(|refusal| refusal.to_string())
}

/// Code that is taken from disk needs no compiler, so that this one tells whether it was.
fn no_compiler() -> Compiler {
    Compiler::new("/nonexistent/compiler")
}

#[test]
fn code_is_taken_from_disk_only_if_it_is_ours_and_untouched() {
    let folder = fresh_folder("kept-code");
    assert!(
        open(&folder, [1; 32], no_compiler()).is_err(),
        "there is nothing yet"
    );
    open(&folder, [1; 32], compiler()).expect("it is compiled");
    open(&folder, [1; 32], no_compiler()).expect("it is taken from disk");
    assert!(
        open(&folder, [2; 32], no_compiler()).is_err(),
        "another installation's key"
    );

    let entries = fs::read_dir(&folder).expect("a folder");
    let mut paths = entries.map(|entry| entry.expect("an entry").path());
    let code = paths
        .find(|path| path.extension().is_some_and(|ending| ending == "code"))
        .expect("code");
    let mut bytes = fs::read(&code).expect("readable");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&code, &bytes).expect("writable");
    assert!(
        open(&folder, [1; 32], no_compiler()).is_err(),
        "altered code is not loaded"
    );
    open(&folder, [1; 32], compiler()).expect("it is compiled anew");
    open(&folder, [1; 32], no_compiler()).expect("and kept again");
}
