//! What a machine lacks is named, with the command that installs it; and what its tools are asked for.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder with one source and a kit that has only what is read before tools are called.
fn rule(name: &str, source: &str, lock: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for file in [source, lock, "kit/wit/description.wit"] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        fs::write(path, "").expect("writable");
    }
    folder
}

/// What the tool says where nothing but these programs can be found.
fn complaint(folder: &Path, programs: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plugin-build"))
        .arg(folder)
        .arg(folder.join("rule.wasm"))
        .arg("case-closing")
        .env("PATH", programs)
        .env("RUST_WEB_ROOT", folder.join("no-debian"))
        .env_remove("GUEST_RUST")
        .output()
        .expect("it starts");
    assert!(!output.status.success());
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn each_language_names_what_it_needs() {
    for (name, source, lock, remedy) in [
        (
            "missing-rust",
            "Cargo.toml",
            "kit/sdk/rust/Cargo.toml",
            "rustc is missing; install it with: apt-get install rustup && rustup default stable",
        ),
        (
            "missing-python",
            "src/app.py",
            "kit/sdk/python/requirements.txt",
            "python3 with venv is missing; install it with: apt-get install python3 python3-venv",
        ),
        (
            "missing-node",
            "src/rule.ts",
            "kit/sdk/typescript/package-lock.json",
            "npm is missing; install it with: apt-get install nodejs npm",
        ),
    ] {
        let folder = rule(name, source, lock);
        let said = complaint(&folder, &folder.join("no-programs"));
        assert!(said.contains(remedy), "{said}");
    }
}

/// Programs that answer as rustup's do on a machine whose Rust has these targets; cargo says what it is asked for.
fn rustup(folder: &Path, targets: &[&str]) -> PathBuf {
    let rust = folder.join("rust/lib/rustlib");
    let tools = rust.join("this-machine/bin");
    fs::create_dir_all(&tools).expect("a folder");
    fs::write(tools.join("wasm-component-ld"), "").expect("writable");
    for target in targets {
        fs::create_dir_all(rust.join(target)).expect("a folder");
    }
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("a folder");
    let sysroot = folder.join("rust");
    let rustc = format!(
        "[ \"$1\" = -vV ] && echo 'host: this-machine' || echo '{}'",
        sysroot.display()
    );
    for (name, script) in [
        ("rustc", &*rustc),
        ("cargo", "echo \"asked: $*\" >&2; exit 1"),
    ] {
        let program = programs.join(name);
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("writable");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("ours");
    }
    programs
}

#[test]
fn a_rust_without_the_target_says_both_ways_to_get_it() {
    let folder = rule("missing-target", "Cargo.toml", "kit/sdk/rust/Cargo.toml");
    let said = complaint(&folder, &rustup(&folder, &[]));
    for way in [
        "rustup target add wasm32-unknown-unknown",
        "apt-get install --no-install-recommends rustc-web rust-web-src",
    ] {
        assert!(said.contains(way), "{said}");
    }
}

#[test]
fn rules_of_this_repository_take_their_dependencies_as_locked() {
    let folder = rule("locked", "Cargo.toml", "kit/sdk/rust/Cargo.toml");
    let said = complaint(&folder, &rustup(&folder, &["wasm32-unknown-unknown"]));
    let asked = said.lines().find(|line| line.starts_with("asked: build"));
    let asked = asked.unwrap_or_else(|| panic!("cargo was not asked: {said}"));
    assert!(asked.split(' ').any(|word| word == "--locked"), "{asked}");
}
