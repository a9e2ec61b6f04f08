//! Restriction of processing (Art. 18 GDPR).

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    lift_restriction,
    model::{PersonId, Restriction as Stored, RestrictionId},
    restrict_person,
};
use chrono::{DateTime, Utc};
use kernel::errors::Failure;

use crate::{
    caller::county,
    errors::{Answer, UserError},
    ids::NodeKind,
};

/// A mark on a person's data: they are kept and shown, not changed.
#[derive(SimpleObject)]
pub struct PersonRestriction {
    /// Its id.
    id: ID,
    /// Why.
    reason: String,
    /// Since when.
    placed_at: DateTime<Utc>,
}

impl From<Stored> for PersonRestriction {
    fn from(restriction: Stored) -> Self {
        Self {
            id: NodeKind::PersonRestriction.global_id(restriction.id.0),
            reason: restriction.reason,
            placed_at: restriction.placed_at,
        }
    }
}

/// A person whose data are to be marked.
#[derive(Debug, InputObject)]
pub struct PersonRestrictInput {
    /// The person.
    person_id: ID,
    /// Why, in words that everybody who works with the person may read; at most 2,000 characters.
    reason: String,
}

/// A mark to be taken away.
#[derive(Debug, InputObject)]
pub struct PersonRestrictionLiftInput {
    /// The mark.
    restriction_id: ID,
}

/// What a change of a mark gives back.
#[derive(SimpleObject)]
pub struct PersonRestrictionPayload {
    /// The mark; null if the input has problems.
    restriction: Option<PersonRestriction>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of restrictions.
#[derive(Default)]
pub struct RestrictionMutation;

#[Object]
impl RestrictionMutation {
    /// Marks a person's data as restricted. Permission: person.restrict.
    async fn person_restrict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonRestrictInput,
    ) -> Result<PersonRestrictionPayload> {
        let person = PersonId(NodeKind::Person.uuid_to_ask_for(&input.person_id));
        payload(
            ctx,
            restrict_person(county(ctx), person, &input.reason).await,
        )
    }

    /// Takes the mark away. Permission: person.restrict.
    async fn person_restriction_lift(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonRestrictionLiftInput,
    ) -> Result<PersonRestrictionPayload> {
        let id = RestrictionId(NodeKind::PersonRestriction.uuid_to_ask_for(&input.restriction_id));
        payload(ctx, lift_restriction(county(ctx), id).await)
    }
}

fn payload(
    ctx: &Context<'_>,
    changed: Result<Stored, Failure>,
) -> Result<PersonRestrictionPayload> {
    let (restriction, user_errors) = match changed.or_user_errors(county(ctx).locale())? {
        Ok(restriction) => (Some(restriction.into()), Vec::new()),
        Err(user_errors) => (None, user_errors),
    };
    Ok(PersonRestrictionPayload {
        restriction,
        user_errors,
    })
}
