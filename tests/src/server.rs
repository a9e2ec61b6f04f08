//! A running `kreislotse serve`.

use std::{
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::mpsc,
    time::timeout,
};

use crate::installation::{Installation, binary};

/// A first start migrates databases and makes accounts, on a machine that may be busy compiling.
const START_MAX: Duration = Duration::from_secs(60);
const LISTENING: &str = "listening on ";

/// One server process; it dies with this value.
pub struct Server {
    child: Child,
    base: String,
    output: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts the server and waits for its address.
    pub async fn start(installation: &Installation, arguments: &[String]) -> Self {
        // A signal that is ignored stays so in the program: a file over the limit that `full_disk`
        // sets is then an error of the write, as a full disk is, and not the end of the process.
        let mut command = installation.command("bash".as_ref());
        command
            .args(["-c", "trap '' XFSZ; exec \"$@\"", "kreislotse"])
            .arg(binary())
            .args(arguments);
        Self::start_command(command).await
    }

    /// Starts whatever prints `listening on http://…` as the server does.
    pub async fn start_command(mut command: Command) -> Self {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().expect("the server starts");
        let output = Arc::new(Mutex::new(Vec::new()));
        let (heard, mut lines) = mpsc::unbounded_channel();
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        listen(stdout.expect("piped"), output.clone(), Some(heard));
        listen(stderr.expect("piped"), output.clone(), None);
        let address = timeout(START_MAX, async {
            while let Some(line) = lines.recv().await {
                if let Some(address) = line.strip_prefix(LISTENING) {
                    return Some(address.to_owned());
                }
            }
            None
        });
        let base = address.await.ok().flatten();
        let said = || output.lock().expect("no reader panics").join("\n");
        let base = base.unwrap_or_else(|| panic!("the server did not come up:\n{}", said()));
        Self {
            child,
            base,
            output,
        }
    }

    /// Its address: `http://127.0.0.1:…`
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Host and port, for raw connections.
    pub fn socket_address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The id of its process.
    pub fn process_id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// What it has said so far.
    pub fn said(&self) -> String {
        self.output.lock().expect("no reader panics").join("\n")
    }

    /// `kill -9`: it gets no chance to finish anything.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// Asks it to end and waits until it has.
    pub async fn stop(mut self) -> ExitStatus {
        let id = self.process_id().to_string();
        let asked = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .expect("kill runs");
        assert!(
            asked.success(),
            "the server was gone before it was asked to end"
        );
        let ended = timeout(START_MAX, self.child.wait()).await;
        ended
            .expect("it ends when asked to")
            .expect("its end can be waited for")
    }
}

/// Reads to the end: a full pipe would stop the server.
fn listen(
    pipe: impl AsyncRead + Send + Unpin + 'static,
    output: Arc<Mutex<Vec<String>>>,
    heard: Option<mpsc::UnboundedSender<String>>,
) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(pipe).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(heard) = &heard {
                // Nobody listens any more once the address is known.
                let _ = heard.send(line.clone());
            }
            output.lock().expect("no reader panics").push(line);
        }
    });
}
