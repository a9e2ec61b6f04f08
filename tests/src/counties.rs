//! Folders with counties' files that a test may change.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::county_folder;

/// A folder with copies of some counties, as a demo brings them along.
pub struct Counties {
    folder: TempDir,
}

impl Counties {
    /// Copies of these.
    pub fn of(keys: &[&str]) -> Self {
        let counties = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for key in keys {
            let copy = counties.county(key);
            fs::create_dir(&copy).expect("a new folder");
            for file in fs::read_dir(county_folder(key)).expect("the county's folder is readable") {
                let file = file.expect("an entry");
                fs::copy(file.path(), copy.join(file.file_name())).expect("a file can be copied");
            }
        }
        counties
    }

    /// The folder of all.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of one.
    pub fn county(&self, key: &str) -> PathBuf {
        self.path().join(key)
    }

    /// Replaces a text that stands once or more in a file; the first occurrence changes. Gives the
    /// number of its line.
    pub fn replace(&self, key: &str, file: &str, old: &str, new: &str) -> usize {
        let path = self.county(key).join(file);
        let text = fs::read_to_string(&path).expect("UTF-8");
        let position = text
            .find(old)
            .unwrap_or_else(|| panic!("{file} has no {old:?}"));
        fs::write(&path, text.replacen(old, new, 1)).expect("can be written");
        text[..position].matches('\n').count() + 1
    }
}
