//! Working on a case in another constellation.

use async_graphql::{Context, ID, InputObject, Object, Result};
use casework::{
    change_constellation,
    model::{CaseId, ConstellationChange},
};

use super::payload::{CasePayload, case_payload};
use crate::{caller::county, ids::NodeKind};

/// A change of constellation as somebody enters it. It holds from today.
#[derive(Debug, InputObject)]
pub struct CaseConstellationChangeInput {
    /// The case.
    case_id: ID,
    /// The version of the case that the change was made from.
    version: i32,
    /// A key of `county.lists.constellations`.
    constellation: String,
    /// Why; at most 2,000 characters.
    reason: String,
}

/// Changing constellations.
#[derive(Default)]
pub struct ConstellationMutation;

#[Object]
impl ConstellationMutation {
    /// Works on an open case in another constellation from today. Permission: case.update.
    async fn case_constellation_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseConstellationChangeInput,
    ) -> Result<CasePayload> {
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let change = ConstellationChange {
            constellation: input.constellation,
            reason: input.reason,
            expected_version: input.version,
        };
        case_payload(ctx, id, change_constellation(county(ctx), id, change).await).await
    }
}
