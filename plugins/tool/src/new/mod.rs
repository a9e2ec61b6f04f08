//! `plugin new`: a folder with a small rule that can be built, checked and tested at once, without a checkout of the
//! platform: the contract and the kit of the language lie in it.

mod files;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use plugins_build::Language;
use plugins_host::{
    limits::WORD_BYTES_MAX,
    points::{ExtensionPoint, POINTS, find_point, point_key},
};
use thiserror::Error;

/// A name by which the kit already goes, or a crate that it uses: cargo could not tell them apart.
const TAKEN_NAMES: [&str; 4] = ["kreislotse-rule", "serde", "serde_json", "wit-bindgen"];

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct NewRule<'a> {
    /// Where; its last part becomes the key of the rule.
    pub folder: &'a Path,
    /// What the rule is for.
    pub point: ExtensionPoint,
    /// What it is written in.
    pub language: Language,
}

/// No folder was made.
#[derive(Debug, Error)]
pub enum NewFailure {
    /// There is something in it.
    #[error("{0} exists and is not empty; choose another name or empty it first")]
    NotEmpty(PathBuf),
    /// The folder's name cannot be the key of a rule.
    #[error(
        "{0:?} cannot be the key of a rule; a key begins with a letter and has at most {WORD_BYTES_MAX} lower-case \
         letters, digits and hyphens, such as my-case-closing"
    )]
    BadName(String),
    /// The kit itself has this name.
    #[error("{0:?} is the name of a part of the kit; choose another one")]
    TakenName(String),
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Reads the name of an extension point.
///
/// # Errors
/// There is none of this name; says which there are.
pub fn parse_point(key: &str) -> Result<ExtensionPoint, String> {
    find_point(key).ok_or_else(|| {
        let known = POINTS.map(point_key).join(", ");
        format!("there is no such extension point; there are {known}")
    })
}

/// Writes the folder and gives the paths of its files, from the folder.
///
/// # Errors
/// The name is none for a rule, the folder has something in it, or it cannot be written.
pub fn make_rule(wanted: &NewRule<'_>) -> Result<Vec<PathBuf>, NewFailure> {
    let key = rule_key(wanted.folder)?;
    check_empty(wanted.folder)?;
    let mut written = Vec::new();
    for file in files::of_rule(wanted, &key) {
        let path = wanted.folder.join(&file.path);
        write(&path, &file.content).map_err(|source| NewFailure::File { path, source })?;
        written.push(file.path);
    }
    Ok(written)
}

fn rule_key(folder: &Path) -> Result<String, NewFailure> {
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.starts_with(|first: char| first.is_ascii_lowercase())
        || name.len() > WORD_BYTES_MAX
        || !name.chars().all(fits)
    {
        return Err(NewFailure::BadName(name));
    }
    if TAKEN_NAMES.contains(&name.as_str()) {
        return Err(NewFailure::TakenName(name));
    }
    Ok(name)
}

fn check_empty(folder: &Path) -> Result<(), NewFailure> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(NewFailure::NotEmpty(folder.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(NewFailure::File {
            path: folder.to_owned(),
            source,
        }),
    }
}

fn write(path: &Path, content: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, content)
}
