//! Closing a case, and reactivating it.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    close_case,
    model::{CaseId, Closing, ClosingGround, Reactivation, TeamRestored},
    reactivate_case,
};

use super::{
    Case,
    payload::{CasePayload, case_payload, find_case_if_selected},
};
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError, is_conflict},
    ids::NodeKind,
    input::InputReader,
};

/// A closing as somebody enters it.
#[derive(Debug, InputObject)]
pub struct CaseCloseInput {
    /// The case.
    case_id: ID,
    /// The version of the case that the change was made from.
    version: i32,
    /// A key of `county.lists.closingGrounds`.
    ground: String,
    /// What else is to be said; required with the ground `other`, at most 4,000 characters.
    #[graphql(default)]
    note: String,
    /// The day; today if left out, neither in the future nor before the latest contact.
    closed_on: Option<Date>,
}

/// A reactivation as somebody enters it. It holds from today.
#[derive(Debug, InputObject)]
pub struct CaseReactivateInput {
    /// The case.
    case_id: ID,
    /// The version of the case that the change was made from.
    version: i32,
    /// Why; at most 2,000 characters.
    reason: String,
}

/// What reactivating a case answers.
#[derive(SimpleObject)]
pub struct CaseReactivatePayload {
    /// The case as it is now. Null if the input has problems, except for `CONFLICT`: then it is the
    /// version that somebody else made.
    case: Option<Case>,
    /// Whether the team is the one from before. If not, the post has ended or serves elsewhere: the
    /// case stays with its carrier and waits to be assigned. Null if the input has problems.
    team_restored: Option<bool>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Closing and reactivating cases.
#[derive(Default)]
pub struct CloseMutation;

#[Object]
impl CloseMutation {
    /// Closes an open case; it can be reactivated at any time. Permission: case.close.
    async fn case_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseCloseInput,
    ) -> Result<CasePayload> {
        let context = county(ctx);
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let mut reader = InputReader::default();
        let closed_on = reader.optional_day("closedOn", input.closed_on.as_ref());
        let closing = Closing {
            ground: reader.choice("ground", &input.ground, ClosingGround::Other),
            note: input.note,
            closed_on: closed_on.unwrap_or_else(|| context.clock().today()),
            expected_version: input.version,
        };
        let closed = match reader.finish(closing) {
            Ok(closing) => close_case(context, id, closing).await,
            Err(failure) => Err(failure),
        };
        case_payload(ctx, id, closed).await
    }

    /// Reactivates a closed case: the same case, its history and, if it still exists, its team.
    /// Permission: case.reactivate.
    async fn case_reactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CaseReactivateInput,
    ) -> Result<CaseReactivatePayload> {
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let reactivation = Reactivation {
            reason: input.reason,
            expected_version: input.version,
        };
        let reactivated = reactivate_case(county(ctx), id, reactivation).await;
        Ok(match reactivated.or_user_errors(county(ctx).locale())? {
            Ok(reactivated) => CaseReactivatePayload {
                case: find_case_if_selected(ctx, id).await?,
                team_restored: Some(reactivated.team == TeamRestored::Same),
                user_errors: Vec::new(),
            },
            Err(user_errors) => CaseReactivatePayload {
                case: if is_conflict(&user_errors) {
                    find_case_if_selected(ctx, id).await?
                } else {
                    None
                },
                team_restored: None,
                user_errors,
            },
        })
    }
}
