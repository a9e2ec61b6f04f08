//! Shows the trail by page.

use askama::Template;
use axum::{Router, routing::get};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::format_instant,
        paging::{PageInfo, PageLinks},
        render::{PageResult, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

#[derive(Template)]
#[template(path = "audit_trail/page.html")]
pub(in crate::pages) struct AuditTrailPage {
    frame: Frame,
    events: Vec<Event>,
    links: PageLinks,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    at: DateTime<Utc>,
    action: String,
    object_kind: String,
    object_id: Option<String>,
    person_ids: Vec<String>,
    account_name: Option<String>,
}

impl AuditTrailPage {
    fn instant(&self, event: &Event) -> String {
        format_instant(event.at, self.frame.words.0)
    }

    /// The word for an action; one that has none yet is shown as its key.
    fn action(&self, event: &Event) -> String {
        let key = format!("audit-action-{}", event.action.replace(['.', '_'], "-"));
        self.frame
            .words
            .find(&key)
            .unwrap_or_else(|| event.action.clone())
    }

    fn object(&self, event: &Event) -> String {
        let key = format!("audit-object-{}", event.object_kind.replace('_', "-"));
        self.frame
            .words
            .find(&key)
            .unwrap_or_else(|| event.object_kind.clone())
    }

    fn persons(&self, event: &Event) -> String {
        self.frame.words.text_with_count(
            "audit-persons",
            i64::try_from(event.person_ids.len()).unwrap_or(i64::MAX),
        )
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/audit", get(show))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TrailAnswer {
    audit_events: Trail,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Trail {
    nodes: Vec<Event>,
    page_info: PageInfo,
}

async fn show(request: TenantRequest) -> PageResult {
    let variables = json!({ "after": request.address.parameter("after") });
    let trail = run::<TrailAnswer>(&request, DOCUMENT, "AuditTrail", variables)
        .await?
        .audit_events;
    let links = PageLinks::of(&request.address, &trail.page_info);
    page(&AuditTrailPage {
        frame: Frame::of(&request),
        events: trail.nodes,
        links,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AuditTrailPage> {
    let event = |action: &str, account_name: Option<&str>, persons: usize| Event {
        at: "2026-07-15T10:00:00Z".parse().expect("an instant"),
        action: action.to_owned(),
        object_kind: "case".to_owned(),
        object_id: (persons == 1).then(|| "Q2FzZTo".to_owned()),
        person_ids: vec!["UGVyc29uOg".to_owned(); persons],
        account_name: account_name.map(str::to_owned),
    };
    let events = vec![
        event("case.read", Some("Ada Muster"), 50),
        event("case.open", Some("Ada"), 1),
        event("new.action", None, 0),
    ];
    vec![
        AuditTrailPage {
            frame: Frame::sample(locale),
            events,
            links: PageLinks::sample(),
        },
        AuditTrailPage {
            frame: Frame::sample(locale),
            events: vec![],
            links: PageLinks::default(),
        },
    ]
}
