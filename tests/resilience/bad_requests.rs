//! Requests that are none, too big, too slow or not allowed: each has its answer, and the server
//! is as healthy after all of them as before.

use std::time::Duration;

use graphql_schema::limits;
use kreislotse_tests::{Answer, Ask, Client, Counties, Installation, Server};
use reqwest::{Method, RequestBuilder, header};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::client::{SignedIn, nobody, verdict};

const WARENDORF: &str = "warendorf";
/// Slow clients are given 30 seconds, and a busy machine some more to say so.
const PATIENCE_MAX: Duration = Duration::from_secs(40);
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
/// The limits of `web`, which are its own: bytes of a GraphQL body, of a form, of an address.
const GRAPHQL_BYTES_MAX: usize = 256 * 1024;
const FORM_BYTES_MAX: usize = 64 * 1024;
const ADDRESS_BYTES_MAX: usize = 8 * 1024;

/// A server and somebody who may read everything of its county.
struct Edge {
    server: Server,
    lead: Client,
    nobody: Client,
    _installation: Installation,
}

impl Edge {
    async fn open() -> Self {
        let installation = Installation::embedded_demo();
        let server = installation.serve(&Counties::of(&[WARENDORF]), 0).await;
        let lead = SignedIn::demo(&server, WARENDORF, "leitung")
            .await
            .at(&server);
        let nobody = nobody(&server, WARENDORF);
        Self {
            server,
            lead,
            nobody,
            _installation: installation,
        }
    }

    async fn expect_healthy(&self) {
        let answer = self
            .lead
            .graphql("{ cases { nodes { id } } viewer { name } }", json!({}))
            .await;
        assert_eq!(verdict(&answer), (200, None), "{answer:?}");
        let health = self.nobody.send(&Ask::Root("/healthz".to_owned())).await;
        assert_eq!(health.status, 200);
    }
}

/// Documents that the gate refuses, with the limit that it names.
fn documents_over_a_limit() -> Vec<(&'static str, String)> {
    let repeated =
        |count: usize, text: fn(usize) -> String| (0..count).map(text).collect::<String>();
    let roots = repeated(limits::ROOT_FIELDS_MAX + 1, |n| {
        format!("r{n}: viewer {{ id }} ")
    });
    let aliases = repeated(limits::ALIASES_MAX + 1, |n| format!("a{n}: name "));
    let deep = ["ofType { "; limits::DEPTH_MAX].concat();
    let doubling = repeated(30, |n| {
        format!("fragment F{n} on Viewer {{ ...F{0} ...F{0} }} ", n + 1)
    });
    let comment = "#".repeat(limits::DOCUMENT_BYTES_MAX);
    vec![
        ("documentBytes", format!("{{ viewer {{ id }} }} {comment}")),
        (
            "documentNesting",
            "{ a".repeat(limits::DOCUMENT_NESTING_MAX + 1),
        ),
        (
            "depth",
            format!(
                "{{ __type(name: \"Case\") {{ {deep} name {} }}",
                "}".repeat(limits::DEPTH_MAX + 1)
            ),
        ),
        (
            "fields",
            format!("{{ viewer {{ ...F0 }} }} {doubling} fragment F30 on Viewer {{ id }}"),
        ),
        ("aliases", format!("{{ viewer {{ {aliases} }} }}")),
        ("rootFields", format!("{{ {roots} }}")),
        (
            "complexity",
            "{ cases(first: 100) { nodes { contacts(first: 100) { nodes { note } } } } }"
                .to_owned(),
        ),
    ]
}

/// A request that is refused before it reaches a use case.
struct Refused {
    why: &'static str,
    path: String,
    method: Method,
    headers: Vec<(header::HeaderName, &'static str)>,
    body: Vec<u8>,
    expected: (u16, Option<&'static str>),
}

impl Refused {
    /// A body for the schema.
    fn graphql(why: &'static str, body: impl Into<Vec<u8>>, expected: (u16, &'static str)) -> Self {
        let headers = vec![
            (header::CONTENT_TYPE, JSON),
            (header::ACCEPT, "application/graphql-response+json"),
        ];
        let (method, path, expected) = (
            Method::POST,
            "graphql".to_owned(),
            (expected.0, Some(expected.1)),
        );
        Self {
            why,
            path,
            method,
            headers,
            body: body.into(),
            expected,
        }
    }

    /// A form of a page.
    fn form(why: &'static str, body: impl Into<Vec<u8>>, status: u16) -> Self {
        let headers = vec![(header::CONTENT_TYPE, FORM)];
        let (method, path) = (Method::POST, "sign-in".to_owned());
        Self {
            why,
            path,
            method,
            headers,
            body: body.into(),
            expected: (status, None),
        }
    }

    fn get(
        why: &'static str,
        path: impl Into<String>,
        expected: (u16, Option<&'static str>),
    ) -> Self {
        let (method, headers) = (Method::GET, vec![(header::ACCEPT, JSON)]);
        Self {
            why,
            path: path.into(),
            method,
            headers,
            body: Vec::new(),
            expected,
        }
    }

    /// The same with this header instead of the usual one.
    fn with(mut self, name: header::HeaderName, value: &'static str) -> Self {
        self.headers.retain(|(present, _)| *present != name);
        self.headers.push((name, value));
        self
    }

    async fn send(&self, client: &Client) -> Answer {
        let change = |mut request: RequestBuilder| {
            for (name, value) in &self.headers {
                request = request.header(name, *value);
            }
            request.body(self.body.clone())
        };
        client
            .request(self.method.clone(), &self.path, change)
            .await
    }
}

fn document(text: &str) -> Vec<u8> {
    json!({ "query": text }).to_string().into_bytes()
}

fn refused_graphql() -> Vec<Refused> {
    let viewer = || document("{ viewer { id } }");
    let bad = (400, "BAD_REQUEST");
    let unsupported = (415, "BAD_REQUEST");
    let refused = Refused::graphql;
    vec![
        refused(
            "no GraphQL",
            document("{ viewer {"),
            (400, "GRAPHQL_PARSE_FAILED"),
        ),
        refused(
            "an unknown field",
            document("{ nothing }"),
            (400, "GRAPHQL_VALIDATION_FAILED"),
        ),
        refused(
            "a subscription over HTTP",
            document("subscription { caseListChanged { __typename } }"),
            bad,
        ),
        refused("no JSON", b"{".to_vec(), bad),
        refused("no document", b"{}".to_vec(), bad),
        refused(
            "a batch",
            [b"[".to_vec(), viewer(), b"]".to_vec()].concat(),
            bad,
        ),
        refused("not UTF-8", b"{\"query\":\"\xff\"}".to_vec(), bad),
        refused("another format", viewer(), unsupported).with(header::CONTENT_TYPE, "text/plain"),
        refused("another encoding", viewer(), unsupported)
            .with(header::CONTENT_TYPE, "application/json; charset=latin1"),
        refused("a wish for HTML", viewer(), (406, "BAD_REQUEST"))
            .with(header::ACCEPT, "text/html"),
        refused(
            "a body too large",
            vec![b' '; GRAPHQL_BYTES_MAX + 1],
            (413, "LIMIT_EXCEEDED"),
        ),
        refused(
            "a change from elsewhere",
            document("mutation { sessionClose(input: {}) { closed } }"),
            (403, "FORBIDDEN"),
        )
        .with(header::ORIGIN, "https://elsewhere.example"),
        Refused::get(
            "a change by GET",
            "graphql?query=mutation%7BsessionClose(input:%7B%7D)%7Bclosed%7D%7D",
            (405, Some("BAD_REQUEST")),
        ),
        Refused::get(
            "an address that is not UTF-8",
            "graphql?query=%FF",
            (400, Some("BAD_REQUEST")),
        ),
        Refused::get(
            "an address too long",
            format!("graphql?query={}", "x".repeat(ADDRESS_BYTES_MAX)),
            (413, Some("LIMIT_EXCEEDED")),
        ),
    ]
}

fn refused_pages() -> Vec<Refused> {
    vec![
        Refused::get("an unknown page", "no-such-page", (404, Some("NOT_FOUND"))),
        Refused::get(
            "an unknown county",
            "../no-such-county/cases",
            (404, Some("NOT_FOUND")),
        ),
        Refused::get(
            "no key of a county",
            "../NO%20KEY%00/cases",
            (404, Some("NOT_FOUND")),
        ),
        Refused {
            method: Method::DELETE,
            ..Refused::get("another method", "sign-in", (405, Some("BAD_REQUEST")))
        },
        Refused::form("a form that is JSON", "{}", 415).with(header::CONTENT_TYPE, JSON),
        Refused::form("a form too large", vec![b'a'; FORM_BYTES_MAX + 1], 413),
        Refused::form("a form that is not UTF-8", "login=%FF", 400),
        Refused::form("a form with a null character", "login=a%00b", 400),
        Refused::form("a form from elsewhere", "login=a", 403)
            .with(header::ORIGIN, "https://elsewhere.example"),
        Refused::form("a form without its token", "login=a", 403),
    ]
}

#[tokio::test]
async fn every_bad_request_has_its_answer_and_the_server_stays_healthy() {
    let edge = Edge::open().await;
    for (limit, document) in documents_over_a_limit() {
        let answer = edge.lead.graphql(&document, json!({})).await;
        assert_eq!(
            verdict(&answer),
            (400, Some("LIMIT_EXCEEDED".to_owned())),
            "{limit}: {answer:?}"
        );
        assert_eq!(
            answer.json()["errors"][0]["extensions"]["limit"],
            limit,
            "{answer:?}"
        );
    }
    for refused in refused_graphql().into_iter().chain(refused_pages()) {
        let answer = refused.send(&edge.lead).await;
        let expected = (refused.expected.0, refused.expected.1.map(str::to_owned));
        assert_eq!(verdict(&answer), expected, "{}: {answer:?}", refused.why);
    }
    let unknown = edge
        .lead
        .at("no-such-county")
        .graphql("{ viewer { id } }", json!({}))
        .await;
    assert_eq!(unknown.status, 404, "{unknown:?}");
    let anonymous = edge.nobody.graphql("{ viewer { id } }", json!({})).await;
    assert_eq!(
        verdict(&anonymous),
        (401, Some("UNAUTHENTICATED".to_owned())),
        "{anonymous:?}"
    );
    for (sent, status) in no_http() {
        let answer = raw(&edge.server, &sent).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{status}: {answer}"
        );
    }
    edge.expect_healthy().await;
}

/// Bytes that are no HTTP, or more headers than anybody needs.
fn no_http() -> Vec<(Vec<u8>, u16)> {
    let many = (0..200)
        .map(|n| format!("x-{n}: y\r\n"))
        .collect::<String>();
    vec![
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n".to_vec(), 400),
        (b"GET / HTTP/1.1\r\nno header\r\n\r\n".to_vec(), 400),
        (format!("GET / HTTP/1.1\r\n{many}\r\n").into_bytes(), 431),
    ]
}

/// Clients that begin and do not go on: they are let go, and hold up neither others nor the end
/// of the server.
#[tokio::test]
async fn a_client_that_does_not_go_on_is_let_go() {
    let edge = Edge::open().await;
    let path = format!("/k/{WARENDORF}/graphql");
    let body = format!(
        "POST {path} HTTP/1.1\r\nhost: k\r\ncontent-type: {JSON}\r\ncontent-length: 100\r\n\r\n{{"
    );
    let (no_body, no_headers, nothing) = tokio::join!(
        raw(&edge.server, body.as_bytes()),
        raw(&edge.server, b"GET / HTTP/1.1\r\nhost:"),
        raw(&edge.server, b"")
    );
    assert!(no_body.starts_with("HTTP/1.1 503 "), "{no_body}");
    assert_eq!(
        [no_headers.as_str(), nothing.as_str()],
        ["", ""],
        "closed without a word"
    );
    edge.expect_healthy().await;
}

#[tokio::test]
async fn a_client_that_does_not_go_on_does_not_hold_up_the_end() {
    let edge = Edge::open().await;
    let mut waiting = TcpStream::connect(edge.server.socket_address())
        .await
        .expect("connects");
    waiting
        .write_all(b"GET / HTTP/1.1\r\nhost:")
        .await
        .expect("is taken");
    edge.expect_healthy().await;
    let ended = timeout(PATIENCE_MAX, edge.server.stop()).await;
    assert!(ended.expect("it ends").success());
}

/// Sends bytes and reads until the server closes the connection.
async fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.socket_address())
        .await
        .expect("connects");
    stream.write_all(bytes).await.expect("is taken");
    let mut answer = Vec::new();
    let read = timeout(PATIENCE_MAX, stream.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "still open after {PATIENCE_MAX:?}: {bytes:?}");
    String::from_utf8_lossy(&answer).into_owned()
}
