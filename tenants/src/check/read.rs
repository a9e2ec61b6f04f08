//! Reads the files of a folder.

use std::{collections::BTreeMap, fs, io, path::Path};

use super::{
    problem::{Arg, Problem, ProblemCode},
    report::CheckReport,
};
use crate::files::FileKind;

/// The largest file in bytes. The largest of a known county has 20 kB; what is fifty times as
/// large was put there by mistake, and is not read.
pub const FILE_BYTES_MAX: u64 = 1_000_000;

/// The contents of a county's YAML files by file name.
///
/// # Errors
/// A report if the folder or a file in it cannot be read as text.
pub fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>, CheckReport> {
    let (files, problems) = read_what_can_be_read(folder);
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(CheckReport::new(problems, file_order))
    }
}

/// The files that can be read, and what is wrong with the others.
pub(crate) fn read_what_can_be_read(folder: &Path) -> (BTreeMap<String, String>, Vec<Problem>) {
    let mut files = BTreeMap::new();
    let mut problems = Vec::new();
    let names = match yaml_file_names(folder) {
        Ok(names) => names,
        Err(error) => {
            let mut problem = Problem::of_file("", ProblemCode::FolderUnreadable);
            problem
                .arg("folder", folder.display().to_string())
                .arg("detail", error.to_string());
            return (files, vec![problem]);
        }
    };
    for name in names {
        match read_file(&folder.join(&name), &name) {
            Ok(text) => {
                files.insert(name, text);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    (files, problems)
}

fn yaml_file_names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".yaml") || name.ends_with(".yml") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn read_file(path: &Path, name: &str) -> Result<String, Box<Problem>> {
    let unreadable = |error: io::Error| {
        let mut problem = Problem::of_file(name, ProblemCode::FileUnreadable);
        problem.arg("detail", error.to_string());
        Box::new(problem)
    };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > FILE_BYTES_MAX {
        return Err(Box::new(too_large(name, size)));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        let mut problem = Problem::of_file(name, ProblemCode::FileNotUtf8);
        problem.arg("line", Arg::Number(line));
        Box::new(problem)
    })
}

/// A file that is larger than any county needs.
pub(crate) fn too_large(name: &str, size: u64) -> Problem {
    let mut problem = Problem::of_file(name, ProblemCode::FileTooLarge);
    problem
        .arg("size", Arg::Number(size))
        .arg("limit", Arg::Number(FILE_BYTES_MAX));
    problem
}

/// The place of a file in a report.
pub(crate) fn file_order(file: &str) -> usize {
    let known = FileKind::ALL
        .iter()
        .position(|kind| kind.file_name() == file);
    known.map_or(if file.is_empty() { 0 } else { usize::MAX }, |place| {
        place + 1
    })
}
