//! What all changes of a case have in common: the row is locked within the actor's scope, the
//! version compared, the audit entry written with the change, the news told after it lasts.

use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
    events::TenantEvent,
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, SqlErr};
use tenants::CountyContext;

use crate::{
    case_scope::cases_in,
    check_input::InputCheck,
    model::{CaseId, CaseState, PersonId},
    privacy::check_unrestricted,
    tables::cases,
};

/// The case, held against other changes until the transaction ends. `Restricted` on `caseId` if the client's data are.
pub(crate) async fn lock_case(
    transaction: &TenantTransaction,
    scope: &Scope,
    id: CaseId,
) -> Result<cases::Model, Failure> {
    let query = cases::Entity::find_by_id(id)
        .filter(cases_in(scope))
        .lock_exclusive();
    let case = query.one(transaction).await?.ok_or(Failure::NotFound)?;
    check_unrestricted(transaction, case.person_id, "caseId").await?;
    Ok(case)
}

/// A closed case takes no changes.
pub(crate) fn check_open(check: &mut InputCheck, case: &cases::Model) {
    check.require(
        case.state == CaseState::Open,
        "caseId",
        ProblemCode::CaseClosed,
    );
}

/// Writes the audit entry, makes the change last and announces it.
pub(crate) async fn finish_change(
    context: &CountyContext,
    transaction: TenantTransaction,
    permission: Permission,
    (case, client): (CaseId, PersonId),
) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: permission.key(),
        object_kind: "case",
        object_id: Some(case.0),
        person_ids: vec![client.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    context.events().announce(TenantEvent::CaseChanged(case.0));
    Ok(())
}

/// Whether a simultaneous use of the same idempotency key was first. Trying again then finds its
/// result.
pub(crate) fn came_second(key: Option<&IdempotencyKey>, failure: &Failure) -> bool {
    let Failure::Fault(error) = failure else {
        return false;
    };
    key.is_some() && matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
