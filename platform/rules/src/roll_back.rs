//! Taking a rule back.

use kernel::{
    access::Permission,
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use plugins_host::points::{ExtensionPoint, point_key};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use tenants::CountyContext;

use crate::{
    TenantRules,
    change_parameters::copy_of,
    model::{RuleState, RuleVersion, RuleVersionId},
    run::start_evaluation,
    store::{audit_version, check_note, claim_of, effective_version, next_number, versions_of},
    tables::versions,
};

/// Lets an earlier version hold again from today, or none at all: whatever began later, planned versions too, is taken
/// back. Needs [`Permission::RuleApprove`]; no second person, because a rule that does harm must be stoppable at once,
/// and the version that returns was agreed to before. Everybody is decided about anew.
///
/// # Errors
/// On `to`: `Unknown` for what is no version of this point that ever held, `Unchanged` if nothing would change. On
/// `reason`: `Required`, `TooLong`.
pub async fn roll_back_rule(
    context: &CountyContext,
    rules: &TenantRules,
    point: ExtensionPoint,
    to: Option<RuleVersionId>,
    reason: &str,
) -> Result<Option<RuleVersion>, Failure> {
    context.authorize(Permission::RuleApprove)?;
    let reason = check_note("reason", reason)?;
    if reason.is_empty() {
        return Err(Failure::invalid("reason", ProblemCode::Required));
    }
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let known = versions_of(&transaction, point).await?;
    let target = match to {
        None => None,
        Some(id) => Some(
            known
                .iter()
                .find(|version| version.id == id && has_held(version, today))
                .ok_or_else(|| Failure::invalid("to", ProblemCode::Unknown))?,
        ),
    };
    let returns_by_itself = target.filter(|version| version.withdrawn_on.is_none());
    let since = returns_by_itself.and_then(|version| version.valid_from);
    let taken_back: Vec<RuleVersionId> = known
        .iter()
        .filter(|version| version.state == RuleState::Approved && version.withdrawn_on.is_none())
        .filter(|version| since.is_none_or(|since| version.valid_from > Some(since)))
        .map(|version| version.id)
        .collect();
    let returns_anew = target.filter(|version| version.withdrawn_on.is_some());
    if taken_back.is_empty() && returns_anew.is_none() {
        return Err(Failure::invalid("to", ProblemCode::Unchanged));
    }
    withdraw(context, &transaction, &taken_back, &reason).await?;
    if let Some(target) = returns_anew {
        let_return(context, &transaction, target, reason).await?;
    }
    transaction.commit().await?;
    let present = effective_version(context.database(), point, today).await?;
    if present.is_some() {
        start_evaluation(context, rules, point).await?;
    }
    Ok(present)
}

/// Takes versions back from today.
async fn withdraw(
    context: &CountyContext,
    transaction: &TenantTransaction,
    ids: &[RuleVersionId],
    reason: &str,
) -> Result<(), Failure> {
    let withdrawal = versions::ActiveModel {
        withdrawn_on: Set(Some(context.clock().today())),
        claim: Set(None),
        state_since: Set(context.clock().now()),
        decision_note: Set(reason.to_owned()),
        ..Default::default()
    };
    versions::Entity::update_many()
        .set(withdrawal)
        .filter(versions::Column::Id.is_in(ids.iter().copied()))
        .exec(transaction)
        .await?;
    for id in ids {
        audit_version(context, transaction, Permission::RuleApprove, *id).await?;
    }
    Ok(())
}

/// Makes a version of its own, from today, of one that was taken back.
async fn let_return(
    context: &CountyContext,
    transaction: &TenantTransaction,
    target: &RuleVersion,
    reason: String,
) -> Result<(), Failure> {
    let (id, today) = (RuleVersionId::generate(), context.clock().today());
    let source = versions::Entity::find_by_id(target.id)
        .one(transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    let row = versions::Model {
        id,
        number: next_number(transaction, target.point).await?,
        state: RuleState::Approved,
        valid_from: Some(today),
        claim: Some(claim_of(point_key(target.point), today)),
        proposed_by: source.proposed_by,
        decided_by: Some(context.account_id()?),
        decision_note: reason,
        ..copy_of(context, source)?
    };
    versions::Entity::insert(row.into_active_model())
        .exec_without_returning(transaction)
        .await?;
    audit_version(context, transaction, Permission::RuleApprove, id).await
}

fn has_held(version: &RuleVersion, today: chrono::NaiveDate) -> bool {
    version.state == RuleState::Approved && version.valid_from.is_some_and(|from| from <= today)
}
