//! What a case is worked on with: assessed needs, the plan, consents.

mod assessment;
mod consent;
mod lists;
mod plan;
mod plan_inputs;

use async_graphql::{Context, MergedObject, Result};
use casework::model::CaseId;
use kernel::{access::Permission, errors::Failure};

pub(super) use assessment::{Assessment, assessments_of};
pub(super) use consent::{Consent, consents_of};
pub(super) use lists::SupportLists;
pub(super) use plan::{Plan, plans_of};

use crate::{caller::county, errors::Answer};

/// Changes of assessments, plans and consents.
#[derive(MergedObject, Default)]
pub struct SupportMutation(
    assessment::AssessmentMutation,
    plan::PlanMutation,
    consent::ConsentMutation,
);

/// What `read` finds for the case; null if the viewer may not read it of this case.
async fn readable<T>(
    ctx: &Context<'_>,
    case: CaseId,
    read: impl AsyncFnOnce(&tenants::CountyContext, CaseId) -> Result<T, Failure>,
) -> Result<Option<T>> {
    let context = county(ctx);
    if !context.actor().may(Permission::SupportRead) {
        return Ok(None);
    }
    match read(context, case).await {
        // The case is in sight, its support is not: another part of the county keeps it.
        Err(Failure::NotFound) => Ok(None),
        answer => answer.or_top_level(context.locale()).map(Some),
    }
}
