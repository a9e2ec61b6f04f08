//! Starting programs that may be missing.

use std::{
    io,
    process::{Command, Output, Stdio},
};

use crate::BuildFailure;

/// Runs a program to its end. What it says stays on the screen; its results are not mixed with ours.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Result<(), BuildFailure> {
    let status = command.stdout(Stdio::null()).status();
    let status = status.map_err(|source| not_started(command, remedy, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command))
    }
}

/// Runs a program and takes what it prints; its complaints stay on the screen.
pub(crate) fn read(command: &mut Command, remedy: &str) -> Result<Vec<u8>, BuildFailure> {
    let output = command.stderr(Stdio::inherit()).output();
    let Output { status, stdout, .. } =
        output.map_err(|source| not_started(command, remedy, source))?;
    if status.success() {
        Ok(stdout)
    } else {
        Err(failed(command))
    }
}

fn not_started(command: &Command, remedy: &str, source: io::Error) -> BuildFailure {
    let program = command.get_program();
    if source.kind() == io::ErrorKind::NotFound {
        BuildFailure::Missing {
            what: program.to_string_lossy().into_owned(),
            remedy: remedy.to_owned(),
        }
    } else {
        BuildFailure::File {
            path: program.into(),
            source,
        }
    }
}

fn failed(command: &Command) -> BuildFailure {
    BuildFailure::ToolFailed {
        program: command.get_program().to_string_lossy().into_owned(),
    }
}
