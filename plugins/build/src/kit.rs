//! The kit: the contract and what rules are written with. It lies beside a rule, or above it where many rules share it.

use std::path::{Path, PathBuf};

/// Where the contract and the SDKs of the languages lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kit {
    folder: PathBuf,
}

impl Kit {
    /// The kit of a rule: `kit/` in its folder or in one above it, or the nearest folder above that is one itself.
    pub(crate) fn of_rule(folder: &Path) -> Option<Kit> {
        let places = folder.ancestors();
        let mut places = places.flat_map(|place| [place.join("kit"), place.to_owned()]);
        let found = places.find(|place| place.join("wit").is_dir() && place.join("sdk").is_dir());
        found.map(|folder| Kit { folder })
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The contract.
    pub(crate) fn wit(&self) -> PathBuf {
        self.folder.join("wit")
    }

    /// What rules in a language are written with; its tools are installed there.
    pub(crate) fn sdk(&self, language: &str) -> PathBuf {
        self.folder.join("sdk").join(language)
    }
}
