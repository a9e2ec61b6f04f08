//! What every change of a case answers.

use async_graphql::{Context, Result, SimpleObject};
use casework::{
    find_case,
    model::{self, CaseId},
};
use kernel::errors::Failure;

use super::Case;
use crate::{
    caller::{caller, county},
    errors::{Answer, UserError, is_conflict},
};

/// What a change of a case answers.
#[derive(SimpleObject)]
pub struct CasePayload {
    /// The case as it is now. Null if the input has problems, except for `CONFLICT`: then it is the
    /// version that somebody else made. Null as well if the change took the case out of the
    /// viewer's scope.
    case: Option<Case>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// The payload of a change of the case with that id.
pub(super) async fn case_payload(
    ctx: &Context<'_>,
    id: CaseId,
    changed: Result<model::Case, Failure>,
) -> Result<CasePayload> {
    let user_errors = match changed.or_user_errors(county(ctx).locale())? {
        Ok(_) => Vec::new(),
        Err(user_errors) => user_errors,
    };
    let case = if user_errors.is_empty() || is_conflict(&user_errors) {
        find_case_if_selected(ctx, id).await?
    } else {
        None
    };
    Ok(CasePayload { case, user_errors })
}

/// The payload of a case that has just been made, or of the input's problems.
pub(super) async fn new_case_payload(
    ctx: &Context<'_>,
    opened: Result<model::Case, Failure>,
) -> Result<CasePayload> {
    match opened.or_user_errors(county(ctx).locale())? {
        Ok(case) => case_payload(ctx, case.id, Ok(case)).await,
        Err(user_errors) => Ok(CasePayload {
            case: None,
            user_errors,
        }),
    }
}

/// The case as it is now, read only if the payload's `case` is selected: every read of a person is
/// written down.
pub(in crate::county) async fn find_case_if_selected(
    ctx: &Context<'_>,
    id: CaseId,
) -> Result<Option<Case>> {
    if !ctx.look_ahead().field("case").exists() {
        return Ok(None);
    }
    let case = find_case(county(ctx), id)
        .await
        .or_top_level(county(ctx).locale())?;
    Ok(case.map(|overview| Case::for_caller(overview, caller(ctx))))
}
