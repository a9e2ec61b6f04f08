//! The audit trail.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    audit::{AuditEvent as StoredEvent, list_events},
    ids::{AccountId, AuditEventId},
};

use crate::{
    caller::{caller, county},
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::Answer,
    ids::NodeKind,
    loaders::account_name,
};

/// Fields about the audit trail.
#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// Who saw and changed what, latest first. The trail names persons and cases by id only.
    /// Permission: audit.read.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn audit_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<AuditEventConnection> {
        let locale = caller(ctx).locale();
        let page = page_request::<AuditEventId>(locale, first, after.as_deref())?;
        let events = list_events(county(ctx), &page).await.or_top_level(locale)?;
        let position = PagePosition::of(&events, &page);
        let row = |event: StoredEvent| (cursor_text(&event.id), AuditEvent::from(event));
        Ok(AuditEventConnection::new(
            position,
            events.rows.into_iter().map(row),
        ))
    }
}

connection_types!(
    "entries of the audit trail",
    AuditEventConnection,
    AuditEventEdge,
    AuditEvent
);

/// One entry of the audit trail.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AuditEvent {
    /// Its id.
    id: ID,
    /// When.
    at: DateTime<Utc>,
    /// What was done, as a key such as `case.open`.
    action: String,
    /// The kind of thing it was done to, as a key such as `case`.
    object_kind: String,
    /// The thing it was done to; null for a list.
    object_id: Option<ID>,
    /// The persons whose data were shown or changed.
    person_ids: Vec<ID>,
    #[graphql(skip)]
    account_id: Option<AccountId>,
}

#[ComplexObject]
impl AuditEvent {
    /// The name of the account; null for somebody not signed in.
    async fn account_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.account_id {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }
}

impl From<StoredEvent> for AuditEvent {
    fn from(event: StoredEvent) -> Self {
        let kind = match event.object_kind.as_str() {
            "case" => Some(NodeKind::Case),
            "contact" => Some(NodeKind::Contact),
            "referral" => Some(NodeKind::Referral),
            "person" => Some(NodeKind::Person),
            "household" => Some(NodeKind::Household),
            "api_token" => Some(NodeKind::ApiToken),
            "account" => Some(NodeKind::Account),
            "archive-offer" => Some(NodeKind::ArchiveOffer),
            "rule-version" => Some(NodeKind::RuleVersion),
            _ => None,
        };
        Self {
            id: NodeKind::AuditEvent.global_id(event.id.0),
            at: event.at,
            action: event.action,
            object_id: kind
                .zip(event.object_id)
                .map(|(kind, id)| kind.global_id(id)),
            object_kind: event.object_kind,
            person_ids: event
                .person_ids
                .into_iter()
                .map(|id| NodeKind::Person.global_id(id))
                .collect(),
            account_id: event.account_id,
        }
    }
}
