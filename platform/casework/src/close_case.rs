//! Closing a case.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    history::end_assignment,
    model::{Case, CaseId, CaseState, Closing, ClosingGround, ClosureId, limits::NOTE_LENGTH_MAX},
    tables::{cases, closures},
};

/// Closes a case. Needs [`Permission::CaseClose`]. The case keeps its team on the row, so that
/// it still shows who had it and reactivating restores it.
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`, `InTheFuture` or `TooEarly` on `closedOn`,
/// `Required` (with [`ClosingGround::Other`]) or `TooLong` on `note`.
pub async fn close_case(context: &CountyContext, id: CaseId, closing: Closing) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseClose)?;
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let note = check_closing(context, &case, &closing)?;
    let closure = closures::Model {
        id: ClosureId::generate(),
        case_id: id,
        closed_on: closing.closed_on,
        ground: closing.ground,
        note,
        closed_by: context.account_id()?,
        closed_at: context.clock().now(),
        reactivated_on: None,
        reactivation_reason: None,
        reactivated_by: None,
        reactivated_at: None,
    };
    let insert = closures::Entity::insert(closure.into_active_model());
    insert.exec_without_returning(&transaction).await?;
    let row = cases::ActiveModel {
        id: Set(id),
        state: Set(CaseState::Closed),
        closed_on: Set(Some(closing.closed_on)),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    end_assignment(&transaction, id, closing.closed_on).await?;
    finish_change(context, transaction, Permission::CaseClose, (id, case.person_id)).await?;
    Ok(case.into())
}

/// The note to be kept, or every problem of the closing.
fn check_closing(
    context: &CountyContext,
    case: &cases::Model,
    closing: &Closing,
) -> Result<String, Failure> {
    let mut check = InputCheck::default();
    check_open(&mut check, case);
    check.version(case.version, closing.expected_version);
    check.past_date("closedOn", closing.closed_on, case.last_seen_on, context.clock().today());
    let note = check.text("note", &closing.note, NOTE_LENGTH_MAX);
    let says_why = closing.ground != ClosingGround::Other || !note.is_empty();
    check.require(says_why, "note", ProblemCode::Required);
    check.finish()?;
    Ok(note)
}
