//! An installation of the platform: its data folder, its registry, its commands.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use kernel::{
    actor::Actor,
    clock::Clock,
    database::{Placement, TenantPools},
    locale::Locale,
    testing::Store,
};
use tempfile::TempDir;
use tenants::{
    CountyContext,
    registry::{InstallationKind, Registry, TenantDirectory},
};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{Counties, Server, repository};

/// What a demo's accounts are signed in with; the demo prints it.
pub const DEMO_PASSWORD: &str = "kreislotse-demo";

/// The `kreislotse` under test: `KREISLOTSE_BIN`, else beside the folder of this test's executable.
pub(crate) fn binary() -> PathBuf {
    let named = env::var_os("KREISLOTSE_BIN").map(PathBuf::from);
    let path = named.unwrap_or_else(|| {
        let test = env::current_exe().expect("a test has an executable");
        test.ancestors()
            .nth(2)
            .expect("target/debug/deps/…")
            .join("kreislotse")
    });
    assert!(
        path.is_file(),
        "{} is missing: cargo build -p server",
        path.display()
    );
    path
}

/// One installation that no other test knows of.
pub struct Installation {
    data: TempDir,
    database_url: Option<String>,
    is_demo: bool,
}

impl Installation {
    /// A demo whose registry lies in this kind of store.
    pub async fn demo(store: Store) -> Self {
        let database_url = match store.empty_database().await.0 {
            Placement::Postgres(address) => Some(address),
            Placement::Sqlite(_) => None,
        };
        Self::with_registry(database_url, true)
    }

    /// A demo on SQLite.
    pub fn embedded_demo() -> Self {
        Self::with_registry(None, true)
    }

    /// An installation for real work, on SQLite.
    pub fn production() -> Self {
        Self::with_registry(None, false)
    }

    /// An installation with its registry at this address, or in SQLite.
    pub fn with_registry(database_url: Option<String>, is_demo: bool) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        Self {
            data,
            database_url,
            is_demo,
        }
    }

    /// The same installation, whose commands do not say that it is a demo.
    pub fn with_the_word_left_out(self) -> Self {
        Self {
            is_demo: false,
            ..self
        }
    }

    /// Where its files lie.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Where its registry lies.
    pub fn registry(&self) -> Placement {
        match &self.database_url {
            Some(address) => Placement::Postgres(address.clone()),
            None => Placement::Sqlite(self.data().join("registry.db")),
        }
    }

    /// Where the county's database lies, and the database itself, read beside the server.
    pub async fn open_county(&self, key: &str) -> (Placement, CountyContext) {
        let kind = if self.is_demo {
            InstallationKind::Demo
        } else {
            InstallationKind::Production
        };
        let registry = Registry::open(&self.registry(), kind, Clock::System).await;
        let directory = TenantDirectory::load(registry.expect("opens"), TenantPools::default());
        let directory = directory.await.expect("loads");
        let tenant = directory.find(key).expect("known");
        let placement = directory.placement(tenant.key()).expect("known");
        let context = tenant.context(Actor::Anonymous, Clock::System, Locale::De);
        (placement, context.await.expect("the database opens"))
    }

    /// The words behind `kreislotse` for a command on this installation.
    fn arguments(&self, words: &[&str]) -> Vec<String> {
        let data = self.data().to_str().expect("a path in UTF-8");
        let own = ["--data", data]
            .into_iter()
            .chain(self.is_demo.then_some("--demo"));
        words
            .iter()
            .copied()
            .chain(own)
            .map(str::to_owned)
            .collect()
    }

    /// A command with the environment of this installation and no other.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(repository())
            .env_remove("DATABASE_URL")
            .env_remove("KREISLOTSE_DATA");
        command.env("LC_ALL", "C.UTF-8").kill_on_drop(true);
        if let Some(address) = &self.database_url {
            command.env("DATABASE_URL", address);
        }
        command
    }

    /// Runs a command of the operator to its end.
    pub async fn run(&self, words: &[&str]) -> Output {
        self.run_with_input(words, "").await
    }

    /// The same with something on standard input.
    pub async fn run_with_input(&self, words: &[&str], input: &str) -> Output {
        let mut command = self.command(&binary());
        command.args(self.arguments(words)).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("piped");
        // A command that reads nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes()).await;
        drop(stdin);
        child.wait_with_output().await.expect("the command ends")
    }

    /// Runs a command that has to succeed.
    pub async fn run_well(&self, words: &[&str]) -> String {
        let output = self.run(words).await;
        assert!(output.status.success(), "{words:?}: {}", said(&output));
        said(&output)
    }

    /// Starts the server with these counties, each with so many synthetic cases on its first start.
    pub async fn serve(&self, counties: &Counties, cases: u32) -> Server {
        let (counties, cases) = (counties.path().to_str().expect("UTF-8"), cases.to_string());
        let words = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--county-folder",
            counties,
            "--demo-cases",
            &cases,
        ];
        Server::start(self, &self.arguments(&words)).await
    }
}

/// All that a command said.
pub fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}
