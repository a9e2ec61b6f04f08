//! Correcting and completing what was noted at the intake.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{
    correct_intake,
    model::{CaseId, HouseholdId, IntakeCorrection},
};

use super::payload::{CasePayload, case_payload};
use crate::{caller::county, ids::NodeKind, input::given};

/// What was noted at the intake, as it should be. What is left out is not known.
#[derive(Debug, InputObject)]
pub struct CaseIntakeCorrectInput {
    /// The case.
    case_id: ID,
    /// The version of the case that the correction was made from.
    version: i32,
    /// The household it is about, if the family is supported as one.
    household_id: Option<ID>,
    /// A key of `county.lists.channels`.
    channel: String,
    /// A key of `county.lists.languages`.
    language: String,
    /// Whether talks need an interpreter.
    #[graphql(default)]
    interpreter_needed: bool,
    /// A key of `county.lists.referringBodies`, if known.
    referring_body: Option<String>,
}

/// Correcting intakes.
#[derive(Default)]
pub struct IntakeMutation;

#[Object]
impl IntakeMutation {
    /// Corrects what was noted when an open case was taken in; the reason stays as it was said.
    /// Permission: case.update.
    async fn case_intake_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseIntakeCorrectInput,
    ) -> Result<CasePayload> {
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let household = input.household_id.filter(|id| !id.is_empty());
        let correction = IntakeCorrection {
            household_id: household.map(|id| HouseholdId(NodeKind::Household.uuid_to_ask_for(&id))),
            channel: input.channel,
            language: input.language,
            interpreter_needed: input.interpreter_needed,
            referring_body: given(input.referring_body),
            expected_version: input.version,
        };
        case_payload(ctx, id, correct_intake(county(ctx), id, correction).await).await
    }
}
