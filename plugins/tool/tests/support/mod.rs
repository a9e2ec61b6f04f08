//! Folders, and one workbench for all tests of a file.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use plugins_host::Compiler;
use plugins_tool::Workbench;

pub(crate) fn repository() -> PathBuf {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR"));
    tool.ancestors()
        .nth(2)
        .expect("the tool lies in plugins")
        .to_owned()
}

/// The folder of what was built.
pub(crate) fn target_folder() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("the target folder").to_owned()
}

/// Below the target folder, empty at the start of each run.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Compiled code of these tests stays below the target folder from run to run.
pub(crate) fn workbench() -> &'static Workbench {
    static WORKBENCH: OnceLock<Workbench> = OnceLock::new();
    WORKBENCH.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tool");
        let compiler = Compiler::new(env!("CARGO_BIN_EXE_plugin-tool-compiler"));
        Workbench::open(&folder, compiler).expect("a workbench")
    })
}
