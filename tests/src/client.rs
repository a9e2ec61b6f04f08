//! Somebody who asks over HTTP: a browser or an integration.

use std::collections::BTreeMap;

use reqwest::{RequestBuilder, header};
use serde_json::{Value, json};

use crate::Target;

/// What requests show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// Nothing.
    None,
    /// A session cookie, and the token that comes back with changes.
    Session {
        /// The cookie's value.
        token: String,
        /// The CSRF token.
        csrf_token: String,
    },
    /// An API token.
    Bearer(String),
}

/// One request.
#[derive(Debug, Clone)]
pub enum Ask {
    /// An operation for the county's schema.
    Graphql {
        /// The document.
        document: String,
        /// Its variables.
        variables: Value,
    },
    /// A page below the county's path, such as `cases?state=open`.
    Page(String),
    /// A form sent to a page below the county's path; the token is added.
    Form {
        /// The path.
        path: String,
        /// Names and values.
        fields: Vec<(&'static str, String)>,
    },
    /// A path of the server that belongs to no county.
    Root(String),
}

/// Somebody who asks one county.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    tenant: String,
    credential: Credential,
}

impl Client {
    /// Somebody who asks a server that another process runs at `base`.
    pub fn of_server(base: &str, tenant: &str, credential: Credential) -> Self {
        Self::new(http_client(), base.to_owned(), tenant, credential)
    }

    pub(crate) fn new(
        http: reqwest::Client,
        base: String,
        tenant: &str,
        credential: Credential,
    ) -> Self {
        Self {
            http,
            base,
            tenant: tenant.to_owned(),
            credential,
        }
    }

    /// What requests show.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// The county that is asked.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// The same asker at another county's address.
    pub fn at(&self, tenant: &str) -> Self {
        Self {
            tenant: tenant.to_owned(),
            ..self.clone()
        }
    }

    /// The same address, showing something else.
    pub fn showing(&self, credential: Credential) -> Self {
        Self {
            credential,
            ..self.clone()
        }
    }

    /// The address of something below the county's path.
    pub fn address(&self, path: &str) -> String {
        format!("{}/k/{}/{path}", self.base, self.tenant)
    }

    /// Sends an operation of the schema.
    pub async fn graphql(&self, document: &str, variables: Value) -> Answer {
        let document = document.to_owned();
        self.send(&Ask::Graphql {
            document,
            variables,
        })
        .await
    }

    /// Asks for a page.
    pub async fn page(&self, path: &str) -> Answer {
        self.send(&Ask::Page(path.to_owned())).await
    }

    /// Sends a request.
    pub async fn send(&self, ask: &Ask) -> Answer {
        let request = match ask {
            Ask::Graphql {
                document,
                variables,
            } => self
                .http
                .post(self.address("graphql"))
                .header(header::ACCEPT, "application/graphql-response+json")
                .json(&json!({ "query": document, "variables": variables })),
            Ask::Page(path) => self.http.get(self.address(path)),
            Ask::Form { path, fields } => {
                let mut fields = fields.clone();
                fields.push(("csrf", self.csrf_token().to_owned()));
                self.http.post(self.address(path)).form(&fields)
            }
            Ask::Root(path) => self.http.get(format!("{}{path}", self.base)),
        };
        let response = self.signed(request).send().await;
        Answer::read(response.expect("the server answers")).await
    }

    /// A request of the test's own, with this asker's credential. `path` lies below the county's.
    pub async fn request(
        &self,
        method: reqwest::Method,
        path: &str,
        change: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let request = self.http.request(method, self.address(path));
        let response = change(self.signed(request)).send().await;
        Answer::read(response.expect("the server answers")).await
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.credential {
            Credential::None => request,
            Credential::Session { token, csrf_token } => request
                .header(header::COOKIE, format!("kreislotse_session={token}"))
                .header("x-csrf-token", csrf_token),
            Credential::Bearer(token) => request.bearer_auth(token),
        }
    }

    fn csrf_token(&self) -> &str {
        match &self.credential {
            Credential::Session { csrf_token, .. } => csrf_token,
            Credential::None | Credential::Bearer(_) => "",
        }
    }
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers by name.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

impl Answer {
    async fn read(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), text(value)));
        Self {
            status,
            headers: headers.collect(),
            body: response.text().await.expect("the body ends"),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The data of an operation that had no errors.
    pub fn data(&self) -> Value {
        let mut body = self.json();
        assert!(
            body.get("errors").is_none(),
            "the operation failed: {self:?}"
        );
        body["data"].take()
    }

    /// How many SQL statements the request took.
    pub fn statements(&self) -> u32 {
        let count = self.headers.get("x-sql-statements");
        let count = count.and_then(|count| count.parse().ok());
        count.unwrap_or_else(|| panic!("no count of statements: {self:?}"))
    }

    /// Whether anything of this target was sent.
    pub fn shows(&self, target: &Target) -> bool {
        self.masked(target) != self.compared()
    }

    /// Everything that was sent, without what differs from request to request (its id, the hour),
    /// without what only tests are sent, and with the ids that were asked for replaced by what they name.
    pub fn masked(&self, asked_for: &Target) -> String {
        asked_for.mask(self.compared())
    }

    fn compared(&self) -> String {
        let left_out = ["date", "x-request-id", "content-length", "x-sql-statements"];
        let headers = self
            .headers
            .iter()
            .filter(|(name, _)| !left_out.contains(&name.as_str()));
        let headers: Vec<String> = headers
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        format!("{}\n{}\n\n{}", self.status, headers.join("\n"), self.body)
    }
}

/// Redirects are answers that tests look at, not ways to somewhere else.
pub(crate) fn http_client() -> reqwest::Client {
    // The command that uploads rules brings TLS into this build, without a choice of who does it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without special wishes")
}
