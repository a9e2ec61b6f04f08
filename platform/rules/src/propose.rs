//! Proposing a version for a day.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    model::{RuleState, RuleVersion, RuleVersionId},
    store::{audit_version, claim_of, lock_version, taken_or, version_by_id},
    tables::versions,
};

/// Proposes a draft to hold from a day on. Needs [`Permission::RulePrepare`].
///
/// # Errors
/// `NotFound`; on `versionId` `WrongState` unless it is a draft; on `validFrom` `InThePast`, or `Taken` if another
/// version of the same point is proposed or approved from that day.
pub async fn propose_rule(
    context: &CountyContext,
    id: RuleVersionId,
    valid_from: NaiveDate,
) -> Result<RuleVersion, Failure> {
    context.authorize(Permission::RulePrepare)?;
    let transaction = context.database().begin().await?;
    let row = lock_version(&transaction, id).await?;
    if row.state != RuleState::Draft {
        return Err(Failure::invalid("versionId", ProblemCode::WrongState));
    }
    check_not_past(context, valid_from)?;
    let change = versions::ActiveModel {
        id: Set(id),
        state: Set(RuleState::Proposed),
        state_since: Set(context.clock().now()),
        valid_from: Set(Some(valid_from)),
        claim: Set(Some(claim_of(&row.point, valid_from))),
        proposed_by: Set(Some(context.account_id()?)),
        decided_by: Set(None),
        decision_note: Set(String::new()),
        ..Default::default()
    };
    versions::Entity::update(change)
        .exec_without_returning(&transaction)
        .await
        .map_err(|error| taken_or("validFrom", ProblemCode::Taken, error))?;
    audit_version(context, &transaction, Permission::RulePrepare, id).await?;
    transaction.commit().await?;
    version_by_id(context.database(), id).await
}

/// Nothing begins to hold in the past: what was decided then was decided by what held then.
pub(crate) fn check_not_past(context: &CountyContext, day: NaiveDate) -> Result<(), Failure> {
    let today = context.clock().today();
    if day < today {
        let problem = Problem::new("validFrom", ProblemCode::InThePast);
        return Err(problem.with("earliest", today).into());
    }
    Ok(())
}
