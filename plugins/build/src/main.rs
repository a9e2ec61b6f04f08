//! `plugin build` alone, for `deploy/dev/plugins.sh`: the rules of this repository are built before the server is.
//!
//! `plugin-build FOLDER OUTPUT [POINT]`

use std::{env, path::Path, process::ExitCode};

use plugins_build::{BuildRequest, Dependencies, build};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, output, point) = match arguments.as_slice() {
        [folder, output] => (folder, output, None),
        [folder, output, point] => (folder, output, Some(point.as_str())),
        _ => {
            eprintln!("plugin-build FOLDER OUTPUT [POINT]");
            return ExitCode::FAILURE;
        }
    };
    let request = BuildRequest {
        folder: Path::new(folder),
        point,
        output: Some(Path::new(output)),
        dependencies: Dependencies::AsLocked,
    };
    match build(&request) {
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("plugin-build: {failure}");
            ExitCode::FAILURE
        }
    }
}
