//! A sandbox for one person at one machine, and the ways in which the tool can fail.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use plugins_host::{CacheKey, Compiler, Plugin, Refusal, Sandbox, SandboxFailure, golden::BadCase};
use thiserror::Error;

/// The tool cannot do what it was asked.
#[derive(Debug, Error)]
pub enum ToolFailure {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A golden case is not JSON of the right form.
    #[error("{path}: {source}")]
    CaseForm {
        /// Which file.
        path: PathBuf,
        /// What is wrong, with line and column.
        #[source]
        source: serde_json::Error,
    },
    /// A golden case cannot be asked.
    #[error("{path}: {source}")]
    Case {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: BadCase,
    },
    /// The component would be turned away.
    #[error("{path} would be refused ({code}): {refusal}", code = refusal.code())]
    Refused {
        /// Which file.
        path: PathBuf,
        /// Why.
        refusal: Refusal,
    },
    /// There are no cases to run.
    #[error("{0} has no golden cases (*.json)")]
    NoCases(PathBuf),
    /// The sandbox does not work on this machine.
    #[error(transparent)]
    Sandbox(#[from] SandboxFailure),
}

/// A sandbox whose compiled code is kept from one use of the tool to the next.
#[derive(Debug, Clone)]
pub struct Workbench {
    sandbox: Sandbox,
}

impl Workbench {
    /// Keeps compiled code in a folder, with a key of its own beside it.
    ///
    /// # Errors
    /// The folder cannot be used, or the engine does not start.
    pub fn open(folder: &Path, compiler: Compiler) -> Result<Workbench, ToolFailure> {
        let file = |source| ToolFailure::File {
            path: folder.to_owned(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(file)?;
        let key = CacheKey::load_or_make(&folder.join("key")).map_err(file)?;
        let sandbox = Sandbox::new(&folder.join("code"), key, compiler)?;
        Ok(Workbench { sandbox })
    }

    /// The sandbox itself.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Takes a component in as the platform would.
    ///
    /// # Errors
    /// The file cannot be read, or would be refused.
    pub async fn load(&self, path: &Path) -> Result<Arc<Plugin>, ToolFailure> {
        let source = std::fs::read(path).map_err(|source| ToolFailure::File {
            path: path.to_owned(),
            source,
        })?;
        self.sandbox
            .open(&source)
            .await?
            .map_err(|refusal| ToolFailure::Refused {
                path: path.to_owned(),
                refusal,
            })
    }
}
