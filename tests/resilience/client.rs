//! Somebody who uses a server that goes away and comes back: sessions outlive it.

use std::time::{Duration, Instant};

use kreislotse_tests::{Answer, Client, Credential, DEMO_PASSWORD, Server};
use reqwest::header::COOKIE;
use serde_json::{Value, json};

const SIGN_IN: &str = "mutation SignIn($login: String!, $password: String!) {
  sessionOpen(input: {login: $login, password: $password}) { session { token csrfToken } userErrors { code } } }";

/// Nobody in particular, at a county's address.
pub(super) fn nobody(server: &Server, tenant: &str) -> Client {
    Client::of_server(server.base(), tenant, Credential::None)
}

/// Tries to sign in.
pub(super) async fn sign_in(server: &Server, tenant: &str, login: &str, password: &str) -> Answer {
    nobody(server, tenant)
        .graphql(SIGN_IN, json!({ "login": login, "password": password }))
        .await
}

/// The status of a page that everybody may see.
pub(super) async fn sign_in_page_status(server: &Server, tenant: &str) -> u16 {
    nobody(server, tenant).page("sign-in").await.status
}

/// Somebody signed in to one county.
#[derive(Debug, Clone)]
pub(super) struct SignedIn {
    tenant: String,
    credential: Credential,
}

impl SignedIn {
    /// Signs in with a demo account.
    pub async fn demo(server: &Server, tenant: &str, login: &str) -> Self {
        Self::with_password(server, tenant, login, DEMO_PASSWORD).await
    }

    /// Signs in.
    pub async fn with_password(server: &Server, tenant: &str, login: &str, password: &str) -> Self {
        let answer = sign_in(server, tenant, login, password).await;
        let session = answer.data()["sessionOpen"]["session"].clone();
        let text = |name: &str| {
            session[name]
                .as_str()
                .unwrap_or_else(|| panic!("refused: {answer:?}"))
                .to_owned()
        };
        let credential = Credential::Session {
            token: text("token"),
            csrf_token: text("csrfToken"),
        };
        Self {
            tenant: tenant.to_owned(),
            credential,
        }
    }

    /// At the server that runs now.
    pub fn at(&self, server: &Server) -> Client {
        Client::of_server(server.base(), &self.tenant, self.credential.clone())
    }

    /// Runs a document without variables.
    pub async fn ask(&self, server: &Server, document: &str) -> Answer {
        self.at(server).graphql(document, Value::Null).await
    }

    /// Sends a document to a server that may be killed meanwhile; `None` if it was.
    pub async fn try_graphql(
        &self,
        base: &str,
        document: &str,
        variables: &Value,
    ) -> Option<Value> {
        let Credential::Session { token, csrf_token } = &self.credential else {
            unreachable!("who signed in has a session");
        };
        let request = reqwest::Client::new().post(format!("{base}/k/{}/graphql", self.tenant));
        let request = request.header(COOKIE, format!("kreislotse_session={token}"));
        let request = request.header("x-csrf-token", csrf_token);
        let response = request
            .json(&json!({ "query": document, "variables": variables }))
            .send()
            .await;
        response.ok()?.json().await.ok()
    }

    /// Opens a page in this language.
    pub async fn page(&self, server: &Server, path: &str, language: &str) -> Answer {
        let separator = if path.contains('?') { '&' } else { '?' };
        self.at(server)
            .page(&format!("{path}{separator}lang={language}"))
            .await
    }
}

/// Status and code of the first error, which is what tables of tests compare.
pub(super) fn verdict(answer: &Answer) -> (u16, Option<String>) {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = body
        .pointer("/errors/0/extensions/code")
        .and_then(Value::as_str);
    (answer.status, code.map(str::to_owned))
}

/// The answer and how long it took.
pub(super) async fn timed(answer: impl Future<Output = Answer>) -> (Answer, Duration) {
    let begun = Instant::now();
    (answer.await, begun.elapsed())
}
