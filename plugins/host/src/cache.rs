//! Compiled code on disk. Loading it means running it, so nothing is loaded that this installation did not write:
//! each file has a code of authentication (HMAC-SHA-256) made with a key that only the installation knows.

use std::{
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use wasmtime::{Engine, component::Component};

use crate::digest::Digest;

type Code = Hmac<Sha256>;

const KEY_BYTES: usize = 32;
const CODE_BYTES: usize = 32;

/// The installation's key for its compiled code.
#[derive(Clone)]
pub struct CacheKey([u8; KEY_BYTES]);

impl std::fmt::Debug for CacheKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CacheKey(…)")
    }
}

impl CacheKey {
    /// A key from elsewhere: 32 random bytes.
    pub fn new(bytes: [u8; KEY_BYTES]) -> CacheKey {
        CacheKey(bytes)
    }

    /// The key in a file that only the owner can read; made at first use.
    ///
    /// # Errors
    /// The file cannot be read or made, or has another length.
    pub fn load_or_make(path: &Path) -> io::Result<CacheKey> {
        match fs::read(path) {
            Ok(bytes) => {
                let bytes = bytes.try_into();
                bytes
                    .map(CacheKey)
                    .map_err(|_| io::Error::other("the key has not 32 bytes"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut key = [0; KEY_BYTES];
                File::open("/dev/urandom")?.read_exact(&mut key)?;
                let mut options = File::options();
                options.write(true).create_new(true).mode(0o600);
                options.open(path)?.write_all(&key)?;
                Ok(CacheKey(key))
            }
            Err(error) => Err(error),
        }
    }
}

/// Compiled code could not be kept or loaded: a fault of the installation.
#[derive(Debug, Error)]
pub enum CacheFailure {
    /// Reading or writing failed.
    #[error("compiled code cannot be read or written in {path}")]
    Files {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Code that was written a moment ago is not what was written.
    #[error("compiled code was altered on disk")]
    Altered,
    /// wasmtime does not take what its own compiler wrote.
    #[error("compiled code is not taken: {0}")]
    NotTaken(String),
}

/// A folder of compiled code.
#[derive(Debug, Clone)]
pub struct CodeCache {
    folder: PathBuf,
    key: CacheKey,
    /// Stands for wasmtime's version, the processor and every setting that changes code.
    settings: u64,
}

impl CodeCache {
    /// A folder that only this user can write; made if need be.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path, key: CacheKey, engine: &Engine) -> Result<CodeCache, CacheFailure> {
        let made = fs::create_dir_all(folder)
            .and_then(|()| fs::set_permissions(folder, fs::Permissions::from_mode(0o700)));
        made.map_err(|source| CacheFailure::Files {
            path: folder.to_owned(),
            source,
        })?;
        let mut hasher = DefaultHasher::new();
        engine.precompile_compatibility_hash().hash(&mut hasher);
        Ok(CodeCache {
            folder: folder.to_owned(),
            key,
            settings: hasher.finish(),
        })
    }

    fn name(&self, digest: &Digest) -> String {
        format!("{digest}-{:016x}.code", self.settings)
    }

    /// Keeps the code compiled from a source.
    ///
    /// # Errors
    /// Writing fails.
    pub fn keep(&self, digest: &Digest, compiled: &[u8]) -> Result<(), CacheFailure> {
        let name = self.name(digest);
        let mut code = self.authentication(&name);
        code.update(compiled);
        let code = code.finalize().into_bytes();
        // Under a name of its own first, so that nobody sees half a file.
        let write = |name: &str, bytes: &[u8]| -> io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(bytes)?;
            file.persist(self.folder.join(name))?;
            Ok(())
        };
        let written = write(&name, compiled).and_then(|()| write(&format!("{name}.mac"), &code));
        written.map_err(|source| self.files(source))
    }

    /// Loads code that was kept; `None` if there is none, or if it is not what this installation wrote: then it is
    /// compiled anew.
    ///
    /// # Errors
    /// Reading fails, or wasmtime does not take authentic code.
    pub fn load(
        &self,
        digest: &Digest,
        engine: &Engine,
    ) -> Result<Option<Component>, CacheFailure> {
        let name = self.name(digest);
        let path = self.folder.join(&name);
        let code = fs::read(self.folder.join(format!("{name}.mac")));
        let (Some(code), Some(file)) = (self.present(code)?, self.present(File::open(&path))?)
        else {
            return Ok(None);
        };
        if !self
            .is_authentic(&name, file, &code)
            .map_err(|source| self.files(source))?
        {
            return Ok(None);
        }
        // SAFETY: the file was written by this installation's own compiler, its code of authentication says so, and
        // only this user can write the folder.
        #[allow(
            unsafe_code,
            reason = "loading compiled code trusts it; see the comment above"
        )]
        let component = unsafe { Component::deserialize_file(engine, &path) };
        component
            .map(Some)
            .map_err(|error| CacheFailure::NotTaken(format!("{error:#}")))
    }

    fn is_authentic(&self, name: &str, mut file: File, code: &[u8]) -> io::Result<bool> {
        let mut expected = self.authentication(name);
        let mut buffer = vec![0; 1 << 20];
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                read => expected.update(&buffer[..read]),
            }
        }
        Ok(code.len() == CODE_BYTES && expected.verify_slice(code).is_ok())
    }

    /// The name is part of what is authenticated, so that no file can stand in for another.
    fn authentication(&self, name: &str) -> Code {
        let mut code = Code::new_from_slice(&self.key.0).expect("takes keys of any length");
        code.update(&Sha256::digest(name));
        code
    }

    fn present<T>(&self, found: io::Result<T>) -> Result<Option<T>, CacheFailure> {
        match found {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(self.files(source)),
        }
    }

    fn files(&self, source: io::Error) -> CacheFailure {
        CacheFailure::Files {
            path: self.folder.clone(),
            source,
        }
    }
}
