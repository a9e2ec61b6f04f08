//! Keeping what would otherwise be deleted.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use tenants::CountyContext;
use uuid::Uuid;

use super::release::authorize_whole_county;
use crate::{
    check_input::InputCheck,
    model::{
        CaseId, HoldId, HouseholdId, PersonId, RetentionHold, SubjectKind,
        limits::{HOLDS_SHOWN_MAX, REASON_LENGTH_MAX},
    },
    tables::{cases, households, persons, privacy::holds},
};

/// Keeps a case, person or household: it is not deleted while the hold stands. Needs [`Permission::RetentionHold`] in the
/// whole county.
///
/// # Errors
/// `Required` or `TooLong` on `reason`.
pub async fn place_hold(
    context: &CountyContext,
    (kind, subject): (SubjectKind, Uuid),
    reason: &str,
) -> Result<RetentionHold, Failure> {
    authorize_whole_county(context, Permission::RetentionHold)?;
    let transaction = context.database().begin().await?;
    if !exists(&transaction, kind, subject).await? {
        return Err(Failure::NotFound);
    }
    let mut check = InputCheck::default();
    let reason = check.required_text("reason", reason, REASON_LENGTH_MAX);
    check.finish()?;
    let row = holds::Model {
        id: HoldId::generate(),
        subject_kind: kind,
        subject_id: subject,
        reason,
        placed_by: context.account_id()?,
        placed_at: context.clock().now(),
        lifted_by: None,
        lifted_at: None,
    };
    holds::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    finish(context, transaction, row).await
}

async fn exists(
    transaction: &TenantTransaction,
    kind: SubjectKind,
    id: Uuid,
) -> Result<bool, Failure> {
    Ok(match kind {
        SubjectKind::Case => {
            let found = cases::Entity::find_by_id(CaseId(id));
            found.one(transaction).await?.is_some()
        }
        SubjectKind::Person => {
            let found = persons::Entity::find_by_id(PersonId(id));
            found.one(transaction).await?.is_some()
        }
        SubjectKind::Household => {
            let found = households::Entity::find_by_id(HouseholdId(id));
            found.one(transaction).await?.is_some()
        }
        SubjectKind::Account | SubjectKind::AuditTrail => false,
    })
}

/// Lifts a hold. Needs [`Permission::RetentionHold`] in the whole county.
///
/// # Errors
/// `WrongState` on `holdId` if it was lifted before.
pub async fn lift_hold(context: &CountyContext, id: HoldId) -> Result<RetentionHold, Failure> {
    authorize_whole_county(context, Permission::RetentionHold)?;
    let transaction = context.database().begin().await?;
    let hold = holds::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    if hold.lifted_at.is_some() {
        return Err(Failure::invalid("holdId", ProblemCode::WrongState));
    }
    let row = holds::ActiveModel {
        id: Set(id),
        lifted_by: Set(Some(context.account_id()?)),
        lifted_at: Set(Some(context.clock().now())),
        ..Default::default()
    };
    let hold = holds::Entity::update(row).exec(&transaction).await?;
    finish(context, transaction, hold).await
}

async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    hold: holds::Model,
) -> Result<RetentionHold, Failure> {
    let is_person = hold.subject_kind == SubjectKind::Person;
    let entry = AuditEntry {
        action: Permission::RetentionHold.key(),
        object_kind: hold.subject_kind.key(),
        object_id: Some(hold.subject_id),
        person_ids: is_person.then_some(hold.subject_id).into_iter().collect(),
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(hold.into())
}

/// The holds that stand, latest first. Needs [`Permission::RetentionHold`].
///
/// # Errors
/// Of the database.
pub async fn list_holds(context: &CountyContext) -> Result<Vec<RetentionHold>, Failure> {
    context.authorize(Permission::RetentionHold)?;
    let rows = holds::Entity::find()
        .filter(holds::Column::LiftedAt.is_null())
        .order_by_desc(holds::Column::Id)
        .limit(HOLDS_SHOWN_MAX);
    let rows = rows.all(context.database()).await?;
    if !rows.is_empty() {
        let persons = rows
            .iter()
            .filter(|hold| hold.subject_kind == SubjectKind::Person);
        let entry = AuditEntry {
            action: Permission::RetentionHold.key(),
            object_kind: "retention",
            object_id: None,
            person_ids: persons.map(|hold| hold.subject_id).collect(),
        };
        audit::record_read(context, entry).await?;
    }
    Ok(rows.into_iter().map(RetentionHold::from).collect())
}

impl From<holds::Model> for RetentionHold {
    fn from(row: holds::Model) -> Self {
        Self {
            id: row.id,
            subject_kind: row.subject_kind,
            subject: row.subject_id,
            reason: row.reason,
            placed_by: row.placed_by,
            placed_at: row.placed_at,
        }
    }
}
