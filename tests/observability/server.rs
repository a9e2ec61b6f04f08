//! The real binary as a demo of one county.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use kreislotse_tests::{Client, Credential, county_folder, repository};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::mpsc,
    time::timeout,
};

/// The first start makes and fills the county, on a machine that may be busy.
const START_MAX: Duration = Duration::from_secs(120);

/// A running `kreislotse serve --demo` with data of its own; dropping it kills it.
pub(super) struct ServerProcess {
    base: String,
    said: Arc<Mutex<String>>,
    _child: Child,
    _data: TempDir,
}

impl ServerProcess {
    /// Starts a demo of one county with a handful of cases on a free port, and waits for it.
    pub async fn start(county: &str, arguments: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let counties = data.path().join("counties");
        copy_county(county, &counties.join(county));
        let mut child = Command::new(binary())
            .args([
                "serve",
                "--demo",
                "--listen",
                "127.0.0.1:0",
                "--demo-cases",
                "5",
            ])
            .arg("--data")
            .arg(data.path())
            .arg("--county-folder")
            .arg(&counties)
            .args(arguments)
            // Spans are sent ten times a second instead of every five seconds.
            .env("OTEL_BSP_SCHEDULE_DELAY", "100")
            // Everything that could be said is looked at.
            .env("RUST_LOG", "debug")
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary can be run");
        let said = Arc::new(Mutex::new(String::new()));
        let (found, mut addresses) = mpsc::unbounded_channel();
        listen(
            child.stdout.take().expect("piped"),
            said.clone(),
            found.clone(),
        );
        listen(child.stderr.take().expect("piped"), said.clone(), found);
        let base = timeout(START_MAX, addresses.recv()).await.ok().flatten();
        let Some(base) = base else {
            panic!(
                "the server did not come up: {}",
                said.lock().expect("no holder panics")
            );
        };
        Self {
            base,
            said,
            _child: child,
            _data: data,
        }
    }

    /// Somebody who asks this county of the server.
    pub fn client(&self, tenant: &str, credential: Credential) -> Client {
        Client::of_server(&self.base, tenant, credential)
    }

    /// Everything it has written since it listens.
    pub fn said(&self) -> String {
        let said = self.said.lock().expect("no holder panics").clone();
        // What a demo prints about its own accounts is meant to be read.
        said.split_once("This is a demo")
            .map_or(said.clone(), |(_, since)| since.to_owned())
    }
}

/// Reads to the end, since a full pipe would stop the server, and tells the address.
fn listen(
    pipe: impl AsyncRead + Send + Unpin + 'static,
    said: Arc<Mutex<String>>,
    found: mpsc::UnboundedSender<String>,
) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(pipe).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(address) = line.strip_prefix("listening on ") {
                // Nobody waits for a second one.
                let _ = found.send(address.to_owned());
            }
            let mut said = said.lock().expect("no holder panics");
            said.push_str(&line);
            said.push('\n');
        }
    });
}

fn copy_county(county: &str, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder");
    for file in std::fs::read_dir(county_folder(county)).expect("the county's folder") {
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
    repository().join(path)
}

/// Tests lie in `target/<profile>/deps`, binaries in `target/<profile>`.
fn beside_this_test() -> PathBuf {
    let test = env::current_exe().expect("a running test has a path");
    let profile = test
        .parent()
        .and_then(Path::parent)
        .expect("target/<profile>/deps");
    profile.join("kreislotse")
}
