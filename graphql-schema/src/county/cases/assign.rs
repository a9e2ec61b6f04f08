//! Giving a case to a post and unit.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{
    assign_case,
    model::{Assignment, CaseId},
};

use super::payload::{CasePayload, case_payload};
use crate::{caller::county, ids::NodeKind, input::given};

/// An assignment as somebody enters it. It holds from today.
#[derive(Debug, InputObject)]
pub struct CaseAssignInput {
    /// The case.
    case_id: ID,
    /// The version of the case that the change was made from.
    version: i32,
    /// The key of a post that is valid today and serves the municipality of the case.
    post: String,
    /// The key of a unit; only where several serve the municipality.
    unit: Option<String>,
    /// Why; may be empty, at most 2,000 characters.
    #[graphql(default)]
    reason: String,
}

/// Assigning cases.
#[derive(Default)]
pub struct AssignMutation;

#[Object]
impl AssignMutation {
    /// Gives an open case to a post from today; carrier and unit follow from it.
    /// Permission: case.assign.
    async fn case_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseAssignInput,
    ) -> Result<CasePayload> {
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let assignment = Assignment {
            post: input.post,
            unit: given(input.unit),
            reason: input.reason,
            expected_version: input.version,
        };
        case_payload(ctx, id, assign_case(county(ctx), id, assignment).await).await
    }
}
