//! Two records of one person become one, and two again.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    merge_persons,
    model::{self, NewMerge, PersonId, PersonMergeId},
    undo_merge,
};
use chrono::{DateTime, Utc};
use kernel::ids::AccountId;

use super::mutations::PersonPayload;
use crate::{caller::county, ids::NodeKind, loaders::account_name};

/// A merge of two records of one person.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PersonMerge {
    /// Its id.
    id: ID,
    /// The name of the record that became part of the other.
    merged_name: String,
    /// Why they were one person.
    reason: String,
    /// When it was done.
    merged_at: DateTime<Utc>,
    /// When it was undone; null if it was not.
    undone_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    merged_by: AccountId,
}

impl PersonMerge {
    pub(super) fn new(merge: model::PersonMerge) -> Self {
        Self {
            id: NodeKind::PersonMerge.global_id(merge.id.0),
            merged_name: merge.merged_name,
            reason: merge.reason,
            merged_at: merge.merged_at,
            undone_at: merge.undone_at,
            merged_by: merge.merged_by,
        }
    }
}

#[ComplexObject]
impl PersonMerge {
    /// The name of the account that did it.
    async fn merged_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.merged_by).await
    }
}

/// Two records of one person.
#[derive(Debug, InputObject)]
pub struct PersonMergeInput {
    /// The record that stays.
    survivor_id: ID,
    /// Its version that the choice was made from.
    version: i32,
    /// The record that becomes part of it.
    merged_id: ID,
    /// Its version that the choice was made from.
    merged_version: i32,
    /// Fields of `Person` whose value is taken from the record that goes, such as `birthDate`; all others keep that
    /// of the record that stays. Programmes, households and cases are those of both.
    #[graphql(default, validator(max_items = 32))]
    take: Vec<String>,
    /// Why these are one person; at most 2,000 characters.
    reason: String,
}

/// A merge to be undone.
#[derive(Debug, InputObject)]
pub struct PersonMergeUndoInput {
    /// The merge.
    merge_id: ID,
}

/// Merging persons.
#[derive(Default)]
pub struct PersonMergeMutation;

#[Object]
impl PersonMergeMutation {
    /// Makes two records of one person one: cases, households, programmes and decisions of both are those of the
    /// record that stays, and the other's id leads to it. Permission: person.merge.
    async fn person_merge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonMergeInput,
    ) -> Result<PersonPayload> {
        let survivor = PersonId(NodeKind::Person.uuid_to_ask_for(&input.survivor_id));
        let new = NewMerge {
            survivor,
            survivor_version: input.version,
            merged: PersonId(NodeKind::Person.uuid_to_ask_for(&input.merged_id)),
            merged_version: input.merged_version,
            take: input.take,
            reason: input.reason,
        };
        let merged = merge_persons(county(ctx), &new).await;
        PersonPayload::of(ctx, merged, Some(survivor)).await
    }

    /// Undoes a merge: both records are as they were, with what hung on each. Refused with `CHANGED_SINCE` if the
    /// person or what hangs on it was changed since. Permission: person.merge.
    async fn person_merge_undo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonMergeUndoInput,
    ) -> Result<PersonPayload> {
        let id = PersonMergeId(NodeKind::PersonMerge.uuid_to_ask_for(&input.merge_id));
        let undone = undo_merge(county(ctx), id).await;
        PersonPayload::of(ctx, undone, None).await
    }
}
