//! What was seen and done, in the tenant's own database. Nobody can switch it off.
//!
//! An entry says who, when, what action and about whom; it holds no personal data beyond ids, so
//! reading the trail shows nothing that its reader may not see.

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, QueryOrder, QuerySelect, Set, entity::prelude::*,
};
use uuid::Uuid;

use crate::{
    access::Permission,
    context::TenantContext,
    errors::Failure,
    ids::{AccountId, AuditEventId},
    paging::{Page, PageRequest},
};

pub(crate) mod table {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditEventId,
        pub at: DateTime<Utc>,
        pub account_id: Option<AccountId>,
        pub action: String,
        pub object_kind: String,
        pub object_id: Option<Uuid>,
        pub person_ids: Json,
        pub request_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something to be written down.
#[derive(Debug, Clone, Default)]
pub struct AuditEntry {
    /// What was done: `case.open`, `person.read` … the permission's key, or a word of its own.
    pub action: &'static str,
    /// What kind of thing it was done to: `case`, `person` …
    pub object_kind: &'static str,
    /// Which one; `None` for a list.
    pub object_id: Option<Uuid>,
    /// Every person whose data were shown or changed.
    pub person_ids: Vec<Uuid>,
}

/// An entry as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its id.
    pub id: AuditEventId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for nobody signed in.
    pub account_id: Option<AccountId>,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_kind: String,
    /// To which one.
    pub object_id: Option<Uuid>,
    /// Whose data.
    pub person_ids: Vec<Uuid>,
}

/// Writes an entry of a change, within the change's own transaction: either both last or neither.
pub async fn record(
    context: &TenantContext,
    connection: &impl ConnectionTrait,
    entry: AuditEntry,
) -> Result<(), DbErr> {
    let row = table::ActiveModel {
        id: Set(AuditEventId::generate()),
        at: Set(context.clock().now()),
        account_id: Set(context.account_id().ok()),
        action: Set(entry.action.to_owned()),
        object_kind: Set(entry.object_kind.to_owned()),
        object_id: Set(entry.object_id),
        person_ids: Set(serde_json::json!(entry.person_ids)),
        request_id: Set(context.request_id()),
    };
    table::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes an entry of a read, before its result is handed out: what could not be written down is
/// not shown.
pub async fn record_read(context: &TenantContext, entry: AuditEntry) -> Result<(), DbErr> {
    let transaction = context.database().begin().await?;
    record(context, &transaction, entry).await?;
    transaction.commit().await
}

/// The trail, latest first. Needs [`Permission::AuditRead`].
pub async fn list_events(
    context: &TenantContext,
    page: &PageRequest<AuditEventId>,
) -> Result<Page<AuditEvent>, Failure> {
    context.authorize(Permission::AuditRead)?;
    let mut query = table::Entity::find()
        .order_by_desc(table::Column::Id)
        .limit(u64::from(page.size) + 1);
    if let Some(after) = page.after {
        query = query.filter(table::Column::Id.lt(after));
    }
    let rows = query.all(context.database()).await?;
    Ok(Page::from_overfull(rows, page.size).map(AuditEvent::from))
}

impl From<table::Model> for AuditEvent {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            at: row.at,
            account_id: row.account_id,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            person_ids: serde_json::from_value(row.person_ids).unwrap_or_default(),
        }
    }
}
