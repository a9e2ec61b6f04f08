//! Earlier values of a person's data.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use casework::model;
use chrono::{DateTime, Utc};
use kernel::ids::AccountId;

use crate::{ids::NodeKind, loaders::account_name};

/// One field of a correction of a person's data. Permission: person.update.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PersonChange {
    /// Its id.
    id: ID,
    /// The field of `Person`, such as `birthDate`.
    field: String,
    /// What was there: a day as `1999-03-12`, an entry of a list by its key, `yes` for what held; null for nothing.
    before: Option<String>,
    /// What was written instead, alike.
    after: Option<String>,
    /// Why; empty if nobody said.
    reason: String,
    /// When it was changed.
    changed_at: DateTime<Utc>,
    #[graphql(skip)]
    changed_by: AccountId,
}

impl PersonChange {
    pub(super) fn new(change: model::PersonChange) -> Self {
        Self {
            id: NodeKind::PersonChange.global_id(change.id.0),
            field: change.field.key().to_owned(),
            before: change.before,
            after: change.after,
            reason: change.reason,
            changed_at: change.changed_at,
            changed_by: change.changed_by,
        }
    }
}

#[ComplexObject]
impl PersonChange {
    /// The name of the account that changed it.
    async fn changed_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.changed_by).await
    }
}
