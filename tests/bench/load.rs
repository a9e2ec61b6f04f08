//! Requests over connections that stay open, one after the other on each.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request,
    client::conn::http1::{SendRequest, handshake},
    header::HOST,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinSet};

/// Connections that ask at the same time.
pub const CONNECTIONS: usize = 16;
/// Not measured: caches fill, connections to the database open.
const WARM_UP: Duration = Duration::from_secs(1);

/// What is asked again and again.
#[derive(Debug, Clone)]
pub struct Question {
    /// Host and port.
    pub server: String,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// Names and values of headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Question {
    fn to_request(&self) -> Request<Full<Bytes>> {
        let mut request = Request::builder()
            .method(self.method)
            .uri(&self.path)
            .header(HOST, &self.server);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request
            .body(Full::new(self.body.clone().into()))
            .expect("a request that is well formed")
    }

    async fn connect(&self) -> SendRequest<Full<Bytes>> {
        let stream = TcpStream::connect(&self.server).await.expect("connects");
        stream
            .set_nodelay(true)
            .expect("an option that every system has");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("speaks HTTP");
        tokio::spawn(connection);
        sender
    }
}

/// Asks once and gives the body.
pub async fn ask_once(question: &Question) -> String {
    Asking::begin(question).await.once().await
}

/// One question over one connection, again and again.
pub struct Asking<'a> {
    question: &'a Question,
    connection: SendRequest<Full<Bytes>>,
}

impl<'a> Asking<'a> {
    /// Opens the connection.
    pub async fn begin(question: &'a Question) -> Self {
        Self {
            question,
            connection: question.connect().await,
        }
    }

    /// Asks and gives the body.
    pub async fn once(&mut self) -> String {
        let body = ask(&mut self.connection, self.question).await;
        String::from_utf8(body.to_vec()).expect("a text")
    }
}

async fn ask(connection: &mut SendRequest<Full<Bytes>>, question: &Question) -> Bytes {
    connection.ready().await.expect("the connection stays open");
    let response = connection
        .send_request(question.to_request())
        .await
        .expect("an answer");
    let status = response.status();
    let body = response
        .into_body()
        .collect()
        .await
        .expect("a body")
        .to_bytes();
    assert!(
        status.is_success(),
        "{status}: {}",
        String::from_utf8_lossy(&body)
    );
    body
}

/// How long each answer took, in no order, and how long all of them together.
pub struct Load {
    pub latencies: Vec<Duration>,
    pub took: Duration,
}

/// Warms up, then asks for so long; `at_start` and `at_end` are called around what is measured.
pub async fn run<T>(question: &Question, measured: Duration, look: impl Fn() -> T) -> (Load, T, T) {
    press(question, WARM_UP).await;
    let before = look();
    let load = press(question, measured).await;
    (load, before, look())
}

async fn press(question: &Question, time: Duration) -> Load {
    let begun = Instant::now();
    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let question = question.clone();
        connections.spawn(async move {
            let mut connection = question.connect().await;
            let mut latencies = Vec::new();
            while begun.elapsed() < time {
                let asked = Instant::now();
                ask(&mut connection, &question).await;
                latencies.push(asked.elapsed());
            }
            latencies
        });
    }
    let latencies = connections.join_all().await.concat();
    Load {
        latencies,
        took: begun.elapsed(),
    }
}
