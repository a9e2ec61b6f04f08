//! The real binary, for what only it can show.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use kreislotse_tests::{Client, Credential, county_folder, repository};

/// The first start makes and fills the counties, on a machine that may be busy.
const START_MAX: Duration = Duration::from_secs(120);

/// How `kreislotse serve` is to be started.
#[derive(Debug, Clone, Default)]
pub struct ServerStart {
    /// Further arguments.
    pub arguments: Vec<String>,
    /// Variables of its environment.
    pub environment: Vec<(String, String)>,
}

/// A running `kreislotse serve` with data of its own; dropping it kills it.
#[derive(Debug)]
pub struct ServerProcess {
    /// `http://127.0.0.1:…`
    pub base: String,
    /// Its process.
    pub child: Child,
    /// Where its data lie.
    pub data: TempDir,
    // Held open: a closed pipe would end whoever writes to it.
    _output: Lines<BufReader<ChildStdout>>,
}

impl ServerProcess {
    /// Starts a demo of one county with a handful of synthetic cases on a free port.
    pub async fn start(county: &str, start: ServerStart) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let counties = data.path().join("counties");
        copy_county(county, &counties.join(county));
        let mut child = Command::new(binary())
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--demo-cases", "10"])
            .arg("--data")
            .arg(data.path())
            .arg("--counties")
            .arg(&counties)
            .args(&start.arguments)
            .envs(start.environment.iter().cloned())
            .env_remove("DATABASE_URL")
            .current_dir(repository())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary can be run");
        let output = child.stdout.take().expect("piped above");
        let mut output = BufReader::new(output).lines();
        let base = timeout(START_MAX, address(&mut output)).await;
        Self {
            base: base.expect("the server starts in time"),
            child,
            data,
            _output: output,
        }
    }

    /// Somebody who asks this county of the server.
    pub fn client(&self, tenant: &str, credential: Credential) -> Client {
        Client::of_server(&self.base, tenant, credential)
    }
}

async fn address(output: &mut Lines<BufReader<ChildStdout>>) -> String {
    while let Some(line) = output.next_line().await.expect("the output is text") {
        if let Some(address) = line.strip_prefix("listening on ") {
            return address.trim().to_owned();
        }
    }
    panic!("the server ended before it listened; its words stand above");
}

fn copy_county(county: &str, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder");
    let files = std::fs::read_dir(county_folder(county)).expect("the county's folder");
    for file in files {
        let file = file.expect("a file").path();
        let name = file.file_name().expect("files have names");
        std::fs::copy(&file, to.join(name)).expect("the file can be copied");
    }
}

/// The binary under test: the one named, else the one built beside this test.
fn binary() -> PathBuf {
    let path = env::var_os("KREISLOTSE_BIN").map_or_else(beside_this_test, PathBuf::from);
    assert!(
        path.is_file(),
        "there is no binary at {}: `make test` builds it, by hand `cargo build -p server`",
        path.display()
    );
    path
}

/// Tests lie in `target/<profile>/deps`, binaries in `target/<profile>`.
fn beside_this_test() -> PathBuf {
    let test = env::current_exe().expect("a running test has a path");
    let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps");
    profile.join("kreislotse")
}
