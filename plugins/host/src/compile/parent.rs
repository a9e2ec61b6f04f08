//! What the server does with a compiling process.

use std::{ffi::OsString, path::PathBuf, process::Stdio, sync::Arc};

use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::Command,
    sync::Semaphore,
};

use super::child::{COMPILE_COMMAND, EXIT_INVALID, EXIT_UNLIMITED};
use crate::{
    inspect::Refusal,
    limits::{COMPILED_BYTES_MAX, COMPILER_WALL_MAX, COMPILERS_MAX, COMPLAINT_BYTES_MAX},
};

/// The compiling process cannot be had: a fault of the installation, not of the upload.
#[derive(Debug, Error)]
pub enum CompilerUnavailable {
    /// It does not start.
    #[error("the compiling process does not start")]
    NotStarted(#[source] std::io::Error),
    /// It cannot limit itself, so that it must not be used.
    #[error("the compiling process cannot limit itself: {0}")]
    NotLimited(String),
}

/// Which program compiles, and how many at once.
#[derive(Debug, Clone)]
pub struct Compiler {
    program: PathBuf,
    arguments: Vec<OsString>,
    turns: Arc<Semaphore>,
}

impl Compiler {
    /// A program that calls [`compile_child_main`](super::compile_child_main) for [`COMPILE_COMMAND`].
    pub fn new(program: impl Into<PathBuf>) -> Compiler {
        Compiler {
            program: program.into(),
            arguments: vec![COMPILE_COMMAND.into()],
            turns: Arc::new(Semaphore::new(COMPILERS_MAX)),
        }
    }

    /// This very program.
    ///
    /// # Errors
    /// The operating system does not say which it is.
    pub fn this_program() -> std::io::Result<Compiler> {
        Ok(Compiler::new(std::env::current_exe()?))
    }

    /// Compiles a component within the limits of time and memory.
    ///
    /// # Errors
    /// The outer error is one of the installation, the inner one turns the upload away.
    pub async fn compile(
        &self,
        source: &[u8],
    ) -> Result<Result<Vec<u8>, Refusal>, CompilerUnavailable> {
        let _turn = self.turns.acquire().await.expect("is never closed");
        match tokio::time::timeout(COMPILER_WALL_MAX, self.run(source)).await {
            Ok(result) => result,
            // Dropping the future killed the process.
            Err(_elapsed) => Ok(Err(Refusal::CompilerExhausted)),
        }
    }

    async fn run(&self, source: &[u8]) -> Result<Result<Vec<u8>, Refusal>, CompilerUnavailable> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(CompilerUnavailable::NotStarted)?;
        let mut input = child.stdin.take().expect("was asked for");
        let output = child.stdout.take().expect("was asked for");
        let complaint = child.stderr.take().expect("was asked for");
        let write = async move {
            // A process that ended early does not read to the end; its exit code says why.
            let _ = input.write_all(source).await;
            drop(input);
        };
        let (compiled, complaint, ()) = tokio::join!(
            read_at_most(output, COMPILED_BYTES_MAX),
            read_at_most(complaint, COMPLAINT_BYTES_MAX),
            write
        );
        let status = child
            .wait()
            .await
            .map_err(CompilerUnavailable::NotStarted)?;
        let complaint = String::from_utf8_lossy(&complaint.unwrap_or_default())
            .trim()
            .to_owned();
        match (status.code().map(u8::try_from), compiled) {
            (Some(Ok(0)), Some(compiled)) => Ok(Ok(compiled)),
            (Some(Ok(EXIT_INVALID)), _) => Ok(Err(Refusal::Invalid(complaint))),
            (Some(Ok(EXIT_UNLIMITED)), _) => Err(CompilerUnavailable::NotLimited(complaint)),
            // Killed by a limit, aborted for want of memory, a panic, or more code than anybody needs.
            _ => Ok(Err(Refusal::CompilerExhausted)),
        }
    }
}

/// What comes, or nothing if it is too much; in any case the pipe is emptied, so that the writer can end.
async fn read_at_most(mut from: impl AsyncRead + Unpin, bytes_max: usize) -> Option<Vec<u8>> {
    let mut read = Vec::new();
    let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX);
    (&mut from).take(limit).read_to_end(&mut read).await.ok()?;
    let rest = tokio::io::copy(&mut from, &mut tokio::io::sink())
        .await
        .ok()?;
    // A complaint that is cut off is still one.
    (rest == 0 || bytes_max == COMPLAINT_BYTES_MAX).then_some(read)
}
