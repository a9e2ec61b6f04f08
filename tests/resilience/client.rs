//! Somebody who uses a server: pages and GraphQL.

use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};

use super::{installation::DEMO_PASSWORD, server::Server};

/// No answer takes longer than the server's own limit for a request (30 s) and some time to say so.
pub(super) const ANSWER_MAX: Duration = Duration::from_secs(35);

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The value of `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// The body.
    pub text: String,
    /// How long it took.
    pub took: Duration,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// What stands at a place of the JSON: `answer.at("/data/case/id")`.
    pub fn at(&self, place: &str) -> Value {
        self.json().pointer(place).cloned().unwrap_or_default()
    }

    /// A text at a place of the JSON.
    pub fn text_at(&self, place: &str) -> String {
        self.at(place).as_str().unwrap_or_else(|| panic!("no text at {place}: {self:?}")).to_owned()
    }

    /// The code of the first error.
    pub fn code(&self) -> Option<String> {
        self.at("/errors/0/extensions/code").as_str().map(str::to_owned)
    }

    /// Status and code, which is what tables of tests compare.
    pub fn verdict(&self) -> (u16, Option<String>) {
        (self.status.as_u16(), self.code())
    }
}

/// A client without any memory of its own.
pub(super) fn http() -> Client {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(ANSWER_MAX);
    client.build().expect("a client without options that could be wrong")
}

/// Sends a request; `None` if the server went away before it had answered.
pub(super) async fn try_send(request: RequestBuilder) -> Option<Answer> {
    let begun = Instant::now();
    let response = request.send().await.ok()?;
    let status = response.status();
    let retry_after = response.headers().get(header::RETRY_AFTER);
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
    let text = response.text().await.ok()?;
    Some(Answer { status, retry_after, text, took: begun.elapsed() })
}

/// Sends a request that has to be answered.
pub(super) async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.expect("an answer")
}

/// The address of a page or of the schema, asked for by nobody.
pub(super) async fn get(server: &Server, path: &str) -> Answer {
    send(http().get(server.address(path)).header(header::ACCEPT, "text/html")).await
}

/// Somebody signed in to one county. Sessions outlive the server.
#[derive(Debug, Clone)]
pub(super) struct SignedIn {
    tenant: String,
    session: String,
    csrf_token: String,
    client: Client,
}

const SIGN_IN: &str = "mutation SignIn($login: String!, $password: String!) {
  sessionOpen(input: {login: $login, password: $password}) { session { token csrfToken } userErrors { code } } }";

/// Tries to sign in.
pub(super) async fn try_sign_in(server: &Server, tenant: &str, login: &str, password: &str) -> Answer {
    let body = json!({ "query": SIGN_IN, "variables": { "login": login, "password": password } });
    send(post(&http(), server, tenant).body(body.to_string())).await
}

impl SignedIn {
    /// Signs in with a demo account.
    pub async fn demo(server: &Server, tenant: &str, login: &str) -> Self {
        Self::with_password(server, tenant, login, DEMO_PASSWORD).await
    }

    /// Signs in.
    pub async fn with_password(server: &Server, tenant: &str, login: &str, password: &str) -> Self {
        let answer = try_sign_in(server, tenant, login, password).await;
        Self {
            tenant: tenant.to_owned(),
            session: answer.text_at("/data/sessionOpen/session/token"),
            csrf_token: answer.text_at("/data/sessionOpen/session/csrfToken"),
            client: http(),
        }
    }

    fn request(&self, server: &Server, document: &str, variables: &Value) -> RequestBuilder {
        let body = json!({ "query": document, "variables": variables });
        self.authorize(post(&self.client, server, &self.tenant)).body(body.to_string())
    }

    /// Adds who asks.
    pub fn authorize(&self, request: RequestBuilder) -> RequestBuilder {
        let cookie = format!("kreislotse_session={}", self.session);
        request.header(header::COOKIE, cookie).header("x-csrf-token", &self.csrf_token)
    }

    /// Runs a document; `None` if the server went away meanwhile.
    pub async fn try_run(&self, server: &Server, document: &str, variables: &Value) -> Option<Answer> {
        try_send(self.request(server, document, variables)).await
    }

    /// Runs a document.
    pub async fn run(&self, server: &Server, document: &str, variables: &Value) -> Answer {
        send(self.request(server, document, variables)).await
    }

    /// Opens a page of the county in this language.
    pub async fn page(&self, server: &Server, path: &str, language: &str) -> Answer {
        let address = server.address(&format!("/k/{}/{path}", self.tenant));
        let request = self.client.get(address).header(header::ACCEPT, "text/html");
        send(self.authorize(request.header(header::ACCEPT_LANGUAGE, language))).await
    }
}

/// A request to a county's schema; its answer's status says what became of it.
pub(super) fn post(client: &Client, server: &Server, tenant: &str) -> RequestBuilder {
    let request = client.post(server.address(&format!("/k/{tenant}/graphql")));
    let request = request.header(header::CONTENT_TYPE, "application/json");
    request.header(header::ACCEPT, "application/graphql-response+json")
}
