//! Folders to test with.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use tenants::{County, check::read_folder};

/// The files of a county by file name.
pub(crate) type Files = BTreeMap<String, String>;

pub(crate) fn counties_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("counties")
}

pub(crate) fn fixture_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

pub(crate) fn fixture_files(name: &str) -> Files {
    read_folder(&fixture_folder(name)).expect("a readable fixture")
}

pub(crate) fn county(key: &str) -> County {
    County::load_folder(&counties_folder().join(key)).expect("a county without mistakes")
}

pub(crate) fn fixture(name: &str) -> County {
    County::load_folder(&fixture_folder(name)).expect("a fixture without mistakes")
}

/// The files with one text replaced in one of them.
pub(crate) fn with_change(mut files: Files, file: &str, from: &str, to: &str) -> Files {
    let text = files.get_mut(file).expect("a file of the fixture");
    assert!(text.contains(from), "{file} holds {from:?}");
    *text = text.replacen(from, to, 1);
    files
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

pub(crate) fn key<T>(text: &str) -> T
where
    T: std::str::FromStr,
    T::Err: std::fmt::Debug,
{
    text.parse().expect("a well-formed key")
}
