//! Taking in a case.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{
    model::{HouseholdId, NewCase, PersonId},
    open_case,
};

use super::payload::{CasePayload, new_case_payload};
use crate::{
    Date,
    caller::county,
    ids::NodeKind,
    input::{InputReader, given},
};

/// An intake as somebody enters it.
#[derive(Debug, InputObject)]
pub struct CaseOpenInput {
    /// The person it is about.
    person_id: ID,
    /// The household it is about, if the family is supported as one.
    household_id: Option<ID>,
    /// A key of `county.lists.constellations`.
    constellation: String,
    /// The AGS of a municipality of the county.
    municipality: String,
    /// The key of a unit; only where several serve the municipality and the first is not meant.
    unit: Option<String>,
    /// The key of a carrier; only without a post. The viewer's own carrier, or the integration
    /// centre, if left out.
    carrier: Option<String>,
    /// The key of the post responsible; carrier and unit follow from it.
    post: Option<String>,
    /// A key of `county.lists.channels`.
    channel: String,
    /// A key of `county.lists.languages`.
    language: String,
    /// Whether talks need an interpreter.
    #[graphql(default)]
    interpreter_needed: bool,
    /// A key of `county.lists.referringBodies`, if known.
    referring_body: Option<String>,
    /// Why the person came; at most 2,000 characters.
    reason: String,
    /// The day of the intake; today if left out, not in the future.
    opened_on: Option<Date>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the case opened before.
    idempotency_key: Option<String>,
}

/// Opening cases.
#[derive(Default)]
pub struct CaseOpenMutation;

#[Object]
impl CaseOpenMutation {
    /// Takes in a case. Permission: case.open.
    async fn case_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseOpenInput,
    ) -> Result<CasePayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let opened_on = reader.optional_day("openedOn", input.opened_on.as_ref());
        let household = input.household_id.filter(|id| !id.is_empty());
        let new = NewCase {
            person_id: PersonId(NodeKind::Person.uuid_to_ask_for(&input.person_id)),
            household_id: household.map(|id| HouseholdId(NodeKind::Household.uuid_to_ask_for(&id))),
            constellation: input.constellation,
            municipality: input.municipality,
            unit: given(input.unit),
            carrier: given(input.carrier),
            post: given(input.post),
            channel: input.channel,
            language: input.language,
            interpreter_needed: input.interpreter_needed,
            referring_body: given(input.referring_body),
            reason: input.reason,
            opened_on: opened_on.unwrap_or_else(|| context.clock().today()),
        };
        let opened = match reader.finish(new) {
            Ok(new) => open_case(context, new, key).await,
            Err(failure) => Err(failure),
        };
        new_case_payload(ctx, opened).await
    }
}
