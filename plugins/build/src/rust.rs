//! Rules in Rust: cargo for `wasm32-unknown-unknown`, whose linker writes the component.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use cargo_metadata::Message;

use crate::{BuildFailure, Dependencies, Workplace, program};

const TARGET: &str = "wasm32-unknown-unknown";

/// Comes with every toolchain of rustup; makes a component of what `wasm-ld` links.
const LINKER: &str = "wasm-component-ld";

const RUST_REMEDY: &str = "apt-get install rustup && rustup default stable";

const TARGET_REMEDY: &str = "rustup target add wasm32-unknown-unknown    \
    (or, where rustup cannot fetch it: apt-get install --no-install-recommends rustc-web rust-web-src)";

/// Between the flags of `CARGO_ENCODED_RUSTFLAGS`, so that paths may have spaces.
const FLAG_SEPARATOR: &str = "\x1f";

/// How Rust is built for the sandbox on this machine.
struct Toolchain {
    environment: Vec<(&'static str, OsString)>,
    arguments: Vec<&'static str>,
    /// Paths of this machine, and what stands for them in components.
    remapped: Vec<(PathBuf, &'static str)>,
}

pub(crate) fn build(workplace: &Workplace, dependencies: Dependencies) -> Result<(), BuildFailure> {
    let toolchain = Toolchain::find()?;
    let mut remapped = toolchain.remapped;
    // Sources below the rule's folder are named relative to it; a kit above it holds many rules.
    let kit = workplace.kit.folder();
    if !kit.starts_with(&workplace.folder) {
        remapped.push((kit.to_owned(), "/kit"));
    }
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--quiet", "--release", "--target", TARGET])
        .arg("--message-format=json-render-diagnostics")
        .args(toolchain.arguments)
        .envs(toolchain.environment)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        .env("CARGO_ENCODED_RUSTFLAGS", remap_flags(&remapped))
        .current_dir(&workplace.folder);
    if dependencies == Dependencies::AsLocked {
        cargo.arg("--locked");
    }
    let told = program::read(&mut cargo, RUST_REMEDY)?;
    let component = built_component(&told, &workplace.folder)
        .ok_or_else(|| BuildFailure::NothingBuilt(workplace.folder.clone()))?;
    let copied = fs::copy(&component, &workplace.output);
    copied.map(drop).map_err(|source| BuildFailure::File {
        path: workplace.output.clone(),
        source,
    })
}

/// What cargo says it made of the package in this folder.
fn built_component(told: &[u8], folder: &Path) -> Option<PathBuf> {
    let manifest = folder.join("Cargo.toml");
    let messages = Message::parse_stream(told).filter_map(Result::ok);
    let mut files = messages.filter_map(|message| match message {
        Message::CompilerArtifact(artifact) if artifact.manifest_path == manifest => {
            let mut files = artifact.filenames.into_iter();
            files.find(|file| file.extension() == Some("wasm"))
        }
        _ => None,
    });
    files.next().map(Into::into)
}

fn remap_flags(remapped: &[(PathBuf, &str)]) -> OsString {
    let mut flags = OsString::new();
    for (path, name) in remapped {
        if !flags.is_empty() {
            flags.push(FLAG_SEPARATOR);
        }
        flags.push("--remap-path-prefix=");
        flags.push(path);
        flags.push("=");
        flags.push(name);
    }
    flags
}

impl Toolchain {
    /// rustup's target is the straight way; where it cannot be had, Debian's compiler for it builds std as well.
    /// `GUEST_RUST=debian` takes the second in any case; `RUST_WEB_ROOT` says where it was unpacked.
    fn find() -> Result<Toolchain, BuildFailure> {
        let sysroot = PathBuf::from(rustc(&["--print", "sysroot"])?);
        let version = rustc(&["-vV"])?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        let tools = sysroot
            .join("lib/rustlib")
            .join(host.unwrap_or_default())
            .join("bin");
        if !tools.join(LINKER).is_file() {
            return Err(BuildFailure::Missing {
                what: format!("{LINKER} (this Rust is not rustup's)"),
                remedy: RUST_REMEDY.to_owned(),
            });
        }
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo")));
        let remapped = cargo_home
            .map(|path| (path, "/cargo"))
            .into_iter()
            .collect();
        let web = env::var_os("RUST_WEB_ROOT").map_or_else(|| PathBuf::from("/usr"), PathBuf::from);
        let library = web.join("lib/rustlib/src/rust");
        let prefers_debian = env::var_os("GUEST_RUST").is_some_and(|wanted| wanted == "debian");
        if !prefers_debian && sysroot.join("lib/rustlib").join(TARGET).is_dir() {
            Ok(Toolchain {
                environment: vec![("PATH", path_with(&[&tools]))],
                arguments: Vec::new(),
                remapped,
            })
        } else if library.join("library/std").is_dir() && web.join("bin/rustc").is_file() {
            Ok(Toolchain::debian(&web, &tools, remapped))
        } else {
            Err(BuildFailure::Missing {
                what: format!("Rust for {TARGET}"),
                remedy: TARGET_REMEDY.to_owned(),
            })
        }
    }

    /// Debian's `rustc-web` with the library's sources of `rust-web-src`, driven by rustup's cargo and linkers.
    fn debian(web: &Path, tools: &Path, mut remapped: Vec<(PathBuf, &'static str)>) -> Toolchain {
        remapped.push((web.join("lib/rustlib/src/rust"), "/rustc"));
        let mut environment = vec![
            ("RUSTC", web.join("bin/rustc").into_os_string()),
            // Building std is not a stable feature of cargo.
            ("RUSTC_BOOTSTRAP", "1".into()),
            ("PATH", path_with(&[&tools.join("gcc-ld"), tools])),
        ];
        if web != Path::new("/usr") {
            // Unpacked, not installed: its libraries are not where the system looks.
            let libraries = [web.join("lib/x86_64-linux-gnu"), web.join("lib")];
            let libraries = env::join_paths(libraries).unwrap_or_default();
            environment.push(("LD_LIBRARY_PATH", libraries));
        }
        Toolchain {
            environment,
            arguments: vec!["-Zbuild-std=std,panic_abort"],
            remapped,
        }
    }
}

fn rustc(arguments: &[&str]) -> Result<String, BuildFailure> {
    let told = program::read(Command::new("rustc").args(arguments), RUST_REMEDY)?;
    Ok(String::from_utf8_lossy(&told).trim().to_owned())
}

/// The search path with these folders first.
fn path_with(first: &[&Path]) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().map(|folder| (*folder).to_owned());
    env::join_paths(folders.chain(env::split_paths(&path))).unwrap_or(path)
}
