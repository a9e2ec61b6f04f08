//! Shows what the viewer's roles need first.

use askama::Template;
use axum::{Router, routing::get};
use chrono::{DateTime, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::format_instant,
        render::{PageResult, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

#[derive(Template)]
#[template(path = "start/page.html")]
pub(in crate::pages) struct StartPage {
    frame: Frame,
    may_open_cases: bool,
    now: DateTime<Utc>,
    answer: StartAnswer,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StartAnswer {
    viewer: Viewer,
    structure: Option<StructureSums>,
    configuration: Option<Configuration>,
    api_tokens: Option<Vec<Token>>,
    audit_events: Option<Events>,
}

#[derive(Deserialize)]
struct Viewer {
    name: String,
    scope: ViewerScope,
}

#[derive(Deserialize)]
struct ViewerScope {
    description: String,
}

#[derive(Deserialize)]
struct StructureSums {
    total: Figure,
    modules: Vec<ModuleSum>,
}

#[derive(Deserialize)]
struct Figure {
    formatted: String,
}

#[derive(Deserialize)]
struct ModuleSum {
    label: String,
    total: Figure,
}

#[derive(Deserialize)]
struct Configuration {
    version: i32,
    warnings: Vec<Note>,
    rejected: Option<Rejected>,
}

#[derive(Deserialize)]
struct Rejected {
    version: i32,
    errors: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    file: String,
    line: Option<u32>,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Token {
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Events {
    nodes: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    at: DateTime<Utc>,
    action: String,
    account_name: Option<String>,
}

impl StartPage {
    fn usable_tokens(&self, tokens: &[Token]) -> String {
        let usable = |token: &&Token| token.revoked_at.is_none() && token.expires_at > self.now;
        let count = i64::try_from(tokens.iter().filter(usable).count()).unwrap_or(i64::MAX);
        self.frame.words.text_with_count("start-tokens", count)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn action(&self, action: &str) -> String {
        let key = format!("audit-action-{}", action.replace(['.', '_'], "-"));
        self.frame
            .words
            .find(&key)
            .unwrap_or_else(|| action.to_owned())
    }
}

impl Note {
    /// Where it is, as editors understand it.
    fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let may = |permission| request.context.actor().may(permission);
    let variables = json!({
        "structure": may(Permission::StructureRead),
        "configuration": may(Permission::ConfigurationRead),
        "tokens": may(Permission::TokenManage),
        "audit": may(Permission::AuditRead),
    });
    let answer = run::<StartAnswer>(&request, DOCUMENT, "Start", variables).await?;
    page(&StartPage {
        frame: Frame::of(&request),
        may_open_cases: may(Permission::CaseOpen),
        now: request.context.clock().now(),
        answer,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<StartPage> {
    let texts = [
        include_str!("samples/lead.json"),
        include_str!("samples/nothing.json"),
    ];
    let sample = |text: &str| StartPage {
        frame: Frame::sample(locale),
        may_open_cases: true,
        now: "2026-07-15T10:00:00Z".parse().expect("an instant"),
        answer: serde_json::from_str(text).expect("a sample answer"),
    };
    texts.into_iter().map(sample).collect()
}
