//! Agreeing to a proposed version, or giving it back.

use kernel::{
    access::Permission,
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    TenantRules,
    model::{RuleState, RuleVersion, RuleVersionId},
    propose::check_not_past,
    run::start_evaluation,
    store::{audit_version, check_note, lock_version, version_by_id},
    tables::versions,
};

/// Agrees to a proposed version: it holds from its day on. Needs [`Permission::RuleApprove`], and, unless the county
/// switched that off, somebody else than who proposed it. If its day is today, everybody is decided about anew.
///
/// # Errors
/// `NotFound`; on `versionId` `WrongState` unless it is proposed, `SecondPersonNeeded`; on `validFrom` `InThePast` if
/// its day has passed meanwhile; on `note` `TooLong`.
pub async fn approve_rule(
    context: &CountyContext,
    rules: &TenantRules,
    id: RuleVersionId,
    note: &str,
) -> Result<RuleVersion, Failure> {
    let (transaction, row) = lock_proposed(context, id).await?;
    let alone = row.proposed_by == Some(context.account_id()?);
    if alone && !context.county().features().rules_by_one_person {
        let code = ProblemCode::SecondPersonNeeded;
        return Err(Failure::invalid("versionId", code));
    }
    check_not_past(context, row.valid_from.unwrap_or_default())?;
    let change = versions::ActiveModel {
        state: Set(RuleState::Approved),
        ..decided(context, id, note)?
    };
    finish(context, transaction, change).await?;
    let version = version_by_id(context.database(), id).await?;
    if version.valid_from == Some(context.clock().today()) {
        start_evaluation(context, rules, version.point).await?;
    }
    Ok(version)
}

/// Gives a proposed version back to its author; it is a draft again. Needs [`Permission::RuleApprove`]; whoever
/// proposed it may take it back in this way.
///
/// # Errors
/// `NotFound`; `WrongState` on `versionId`; on `note` `TooLong`.
pub async fn return_rule(
    context: &CountyContext,
    id: RuleVersionId,
    note: &str,
) -> Result<RuleVersion, Failure> {
    let (transaction, _) = lock_proposed(context, id).await?;
    let change = versions::ActiveModel {
        state: Set(RuleState::Draft),
        valid_from: Set(None),
        claim: Set(None),
        ..decided(context, id, note)?
    };
    finish(context, transaction, change).await?;
    version_by_id(context.database(), id).await
}

async fn lock_proposed(
    context: &CountyContext,
    id: RuleVersionId,
) -> Result<(TenantTransaction, versions::Model), Failure> {
    context.authorize(Permission::RuleApprove)?;
    let transaction = context.database().begin().await?;
    let row = lock_version(&transaction, id).await?;
    if row.state == RuleState::Proposed {
        Ok((transaction, row))
    } else {
        Err(Failure::invalid("versionId", ProblemCode::WrongState))
    }
}

fn decided(
    context: &CountyContext,
    id: RuleVersionId,
    note: &str,
) -> Result<versions::ActiveModel, Failure> {
    Ok(versions::ActiveModel {
        id: Set(id),
        state_since: Set(context.clock().now()),
        decided_by: Set(Some(context.account_id()?)),
        decision_note: Set(check_note("note", note)?),
        ..Default::default()
    })
}

async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    change: versions::ActiveModel,
) -> Result<(), Failure> {
    let id = change.id.clone().unwrap();
    versions::Entity::update(change)
        .exec_without_returning(&transaction)
        .await?;
    audit_version(context, &transaction, Permission::RuleApprove, id).await?;
    Ok(transaction.commit().await?)
}
