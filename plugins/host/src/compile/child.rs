//! What the compiling process does.

use std::{
    io::{Read, Write},
    process::ExitCode,
};

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::{
    engine::{EngineUse, build_engine},
    limits::{COMPILER_CPU_SECONDS_MAX, COMPILER_MEMORY_BYTES_MAX, SOURCE_BYTES_MAX},
};

/// The hidden command with which a binary becomes the compiling process.
pub const COMPILE_COMMAND: &str = "plugin-compile-child";

/// Exit code for a component that was read and found invalid; the reason stands on standard error.
pub(super) const EXIT_INVALID: u8 = 65;

/// Exit code for a process that could not limit itself.
pub(super) const EXIT_UNLIMITED: u8 = 71;

/// Reads a component from standard input, writes its compiled code to standard output. A binary calls this first
/// thing in `main`, before any thread exists, if its first argument is [`COMPILE_COMMAND`].
pub fn compile_child_main() -> ExitCode {
    if let Err(error) = limit_this_process() {
        eprintln!("cannot limit the compiling process: {error}");
        return ExitCode::from(EXIT_UNLIMITED);
    }
    match compile_standard_input() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(EXIT_INVALID)
        }
    }
}

fn limit_this_process() -> rustix::io::Result<()> {
    let at_most = |limit: u64| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    setrlimit(Resource::As, at_most(COMPILER_MEMORY_BYTES_MAX))?;
    setrlimit(Resource::Cpu, at_most(COMPILER_CPU_SECONDS_MAX))?;
    // Neither files nor a dump of memory: all that it makes goes through a pipe.
    setrlimit(Resource::Fsize, at_most(0))?;
    setrlimit(Resource::Core, at_most(0))
}

fn compile_standard_input() -> wasmtime::Result<()> {
    let mut source = Vec::new();
    let limit = u64::try_from(SOURCE_BYTES_MAX).expect("fits") + 1;
    std::io::stdin().take(limit).read_to_end(&mut source)?;
    let compiled = build_engine(EngineUse::Compile)?.precompile_component(&source)?;
    let mut output = std::io::stdout();
    output.write_all(&compiled)?;
    output.flush()?;
    Ok(())
}
