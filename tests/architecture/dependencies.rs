//! Which crate may know which: `kernel ← tenants ← rules ← {casework, staffing} ← graphql-schema ← web ←
//! server`. The sandbox of the rules (`plugins-host`) knows none of them.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use kreislotse_tests::repository;

/// Our crates, and those of them that each may use. Capabilities (`casework`, `staffing`, `comparison`) do not
/// know each other; the web surface knows no capability, since it asks through the schema.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("kernel", &[]),
    ("plugins-host", &[]),
    ("plugins-build", &[]),
    ("plugins-tool", &["plugins-build", "plugins-host"]),
    ("tenants", &["kernel"]),
    ("rules", &["kernel", "tenants", "plugins-host"]),
    ("casework", &["kernel", "tenants", "rules", "plugins-host"]),
    ("staffing", &["kernel", "tenants", "rules", "plugins-host"]),
    // Figures in, figures out: it needs nobody yet.
    ("comparison", &[]),
    (
        "graphql-schema",
        &[
            "kernel",
            "tenants",
            "plugins-host",
            "rules",
            "casework",
            "staffing",
        ],
    ),
    ("web", &["kernel", "tenants", "rules", "graphql-schema"]),
    (
        "server",
        &[
            "kernel",
            "tenants",
            "rules",
            "casework",
            "staffing",
            "graphql-schema",
            "web",
            "plugins-host",
            "plugins-tool",
        ],
    ),
    (
        "kreislotse-tests",
        &[
            "kernel",
            "tenants",
            "rules",
            "casework",
            "staffing",
            "graphql-schema",
            "web",
        ],
    ),
];

/// Doors that one crate holds: what it uses, nobody else does. `kreislotse-tests` stands outside.
const ONLY_FOR: [(&str, &[&str]); 10] = [
    // Who may do what is decided once, in the kernel.
    ("casbin", &["kernel"]),
    ("argon2", &["kernel"]),
    // Statements are made by capabilities and the registry, and opened by the kernel.
    ("sea-orm", &["kernel", "tenants", "rules", "casework"]),
    (
        "sea-orm-migration",
        &["kernel", "tenants", "rules", "casework"],
    ),
    ("moka", &["kernel", "rules"]),
    // HTTP ends at the web surface.
    ("axum", &["web", "server"]),
    ("askama", &["web"]),
    // Rules run in the sandbox only.
    ("wasmtime", &["plugins-host"]),
    // What may leave a county is decided in one place.
    ("microlp", &["comparison"]),
    // The command line and the collector are the server's.
    ("clap", &["server"]),
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(repository().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo describes the workspace")
}

/// What each of our crates uses in the product; test code may use more.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let packages = metadata().packages.into_iter();
    let uses = packages.map(|package| {
        let product = package
            .dependencies
            .iter()
            .filter(|used| used.kind != DependencyKind::Development);
        (
            package.name.to_string(),
            product.map(|used| used.name.clone()).collect(),
        )
    });
    uses.collect()
}

#[test]
fn crates_use_each_other_in_one_direction_only() {
    let ours: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let uses = uses();
    let found: BTreeSet<&str> = uses.keys().map(String::as_str).collect();
    assert_eq!(found, ours, "say in MAY_USE what a new crate may use");
    for (name, allowed) in MAY_USE {
        let used: BTreeSet<&str> = uses[name].iter().map(String::as_str).collect();
        let too_much: Vec<&&str> = used
            .intersection(&ours)
            .filter(|used| !allowed.contains(used))
            .collect();
        assert!(too_much.is_empty(), "{name} must not use {too_much:?}");
    }
}

#[test]
fn what_one_crate_is_the_door_to_nobody_else_uses() {
    let uses = uses();
    for (dependency, allowed) in ONLY_FOR {
        let users = uses.iter().filter(|(_, used)| used.contains(dependency));
        let users = users
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != "kreislotse-tests");
        let too_many: Vec<&str> = users.filter(|name| !allowed.contains(name)).collect();
        assert!(
            too_many.is_empty(),
            "{too_many:?} must not use {dependency}"
        );
    }
}
