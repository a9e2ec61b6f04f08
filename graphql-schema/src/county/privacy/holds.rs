//! Holds: what must not be deleted.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    lift_hold, list_holds,
    model::{HoldId, RetentionHold as Stored, SubjectKind},
    place_hold,
};
use chrono::{DateTime, Utc};
use kernel::{errors::Failure, ids::AccountId};
use tenants::CountyContext;
use uuid::Uuid;

use super::words::{subject_id, subject_kind_entry};
use crate::{
    caller::{caller, county},
    errors::{Answer, UserError},
    ids::{NodeKind, parse_global_id},
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    loaders::account_name,
};

/// Fields about holds.
#[derive(Default)]
pub struct HoldQuery;

#[Object]
impl HoldQuery {
    /// The holds that stand, latest first. Permission: retention.hold.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn retention_holds(&self, ctx: &Context<'_>) -> Result<Vec<RetentionHold>> {
        let context = county(ctx);
        let holds = list_holds(context)
            .await
            .or_top_level(caller(ctx).locale())?;
        let hold = |hold| RetentionHold::new(context, hold);
        Ok(holds.into_iter().map(hold).collect())
    }
}

/// A hold: the thing is not deleted while it stands.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RetentionHold {
    /// Its id.
    id: ID,
    /// Of what: a case, a person or a household.
    subject_kind: CodeListEntry,
    /// The id of that thing.
    subject_id: Option<ID>,
    /// Why it must not be deleted.
    reason: String,
    /// Since when.
    placed_at: DateTime<Utc>,
    #[graphql(skip)]
    by: AccountId,
}

#[ComplexObject]
impl RetentionHold {
    /// Who said so.
    async fn placed_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.by).await
    }
}

impl RetentionHold {
    fn new(context: &CountyContext, hold: Stored) -> Self {
        Self {
            id: NodeKind::RetentionHold.global_id(hold.id.0),
            subject_kind: subject_kind_entry(context.locale(), hold.subject_kind),
            subject_id: subject_id(hold.subject_kind, hold.subject),
            reason: hold.reason,
            placed_at: hold.placed_at,
            by: hold.placed_by,
        }
    }
}

/// Something to be kept.
#[derive(Debug, InputObject)]
pub struct RetentionHoldPlaceInput {
    /// The id of a case, a person or a household.
    subject_id: ID,
    /// Why it must not be deleted; at most 2,000 characters.
    reason: String,
}

/// A hold to be lifted.
#[derive(Debug, InputObject)]
pub struct RetentionHoldLiftInput {
    /// The hold.
    hold_id: ID,
}

/// What a change of a hold gives back.
#[derive(SimpleObject)]
pub struct RetentionHoldPayload {
    /// The hold; null if the input has problems.
    retention_hold: Option<RetentionHold>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of holds.
#[derive(Default)]
pub struct HoldMutation;

#[Object]
impl HoldMutation {
    /// Keeps a case, person or household from deletion. Permission: retention.hold.
    async fn retention_hold_place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RetentionHoldPlaceInput,
    ) -> Result<RetentionHoldPayload> {
        let subject = match parse_global_id(&input.subject_id) {
            Some((NodeKind::Case, id)) => (SubjectKind::Case, id),
            Some((NodeKind::Household, id)) => (SubjectKind::Household, id),
            Some((NodeKind::Person, id)) => (SubjectKind::Person, id),
            // What is no id of any of them takes the way of an id of nothing.
            _ => (SubjectKind::Person, Uuid::nil()),
        };
        payload(ctx, place_hold(county(ctx), subject, &input.reason).await)
    }

    /// Lifts a hold. Permission: retention.hold.
    async fn retention_hold_lift(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RetentionHoldLiftInput,
    ) -> Result<RetentionHoldPayload> {
        let id = HoldId(NodeKind::RetentionHold.uuid_to_ask_for(&input.hold_id));
        payload(ctx, lift_hold(county(ctx), id).await)
    }
}

fn payload(ctx: &Context<'_>, changed: Result<Stored, Failure>) -> Result<RetentionHoldPayload> {
    let context = county(ctx);
    let (hold, user_errors) = match changed.or_user_errors(context.locale())? {
        Ok(hold) => (Some(RetentionHold::new(context, hold)), Vec::new()),
        Err(user_errors) => (None, user_errors),
    };
    Ok(RetentionHoldPayload {
        retention_hold: hold,
        user_errors,
    })
}
