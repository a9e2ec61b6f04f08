//! The checked-in schemas are those of the types.

use std::{fs, path::Path};

use tenants::{
    files::FileKind,
    schemas::{schemas, write_schemas},
};

use crate::support::{counties_folder, fixture_folder};

/// Set to rewrite the checked-in schemas instead of comparing them.
const REGENERATE: &str = "REGENERATE_SCHEMAS";

#[test]
fn the_checked_in_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    if std::env::var_os(REGENERATE).is_some() {
        write_schemas(&folder).expect("a folder to write to");
    }
    for (name, text) in schemas() {
        let checked_in = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(
            checked_in == text,
            "{name} differs; run this test with {REGENERATE}=1"
        );
    }
}

#[test]
fn every_file_names_its_schema_for_editors() {
    let counties = fs::read_dir(counties_folder()).expect("the folder of the counties");
    let mut folders: Vec<_> = counties
        .map(|entry| entry.expect("a county").path())
        .filter(|p| p.is_dir())
        .collect();
    folders.extend(["minimal", "city", "region"].map(fixture_folder));
    for folder in folders {
        for kind in FileKind::ALL {
            let path = folder.join(kind.file_name());
            let text = fs::read_to_string(&path).expect("a file of the county");
            let line = text.lines().next().unwrap_or_default();
            let schema = line
                .strip_prefix("# yaml-language-server: $schema=")
                .unwrap_or_else(|| panic!("{} names no schema", path.display()));
            assert!(schema.ends_with(&kind.schema_name()), "{}", path.display());
            assert!(
                folder.join(schema).exists(),
                "{} names {schema}",
                path.display()
            );
        }
    }
}
