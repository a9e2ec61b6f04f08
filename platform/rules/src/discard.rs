//! Throwing away a version that never held.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tenants::CountyContext;

use crate::{
    model::{RuleState, RuleVersionId},
    store::{audit_version, lock_version},
    tables::{components, runs, versions},
};

/// Throws a draft or a refused upload away, with what trying it out found, and its component if nothing else uses it.
/// Needs [`Permission::RulePrepare`].
///
/// # Errors
/// `NotFound`; `WrongState` on `versionId` for a version that is being checked, is proposed or was approved.
pub async fn discard_rule(context: &CountyContext, id: RuleVersionId) -> Result<(), Failure> {
    context.authorize(Permission::RulePrepare)?;
    let transaction = context.database().begin().await?;
    let row = lock_version(&transaction, id).await?;
    if !matches!(row.state, RuleState::Draft | RuleState::Refused) {
        return Err(Failure::invalid("versionId", ProblemCode::WrongState));
    }
    let runs_of_it = runs::Entity::delete_many().filter(runs::Column::VersionId.eq(id));
    runs_of_it.exec(&transaction).await?;
    versions::Entity::delete_by_id(id)
        .exec(&transaction)
        .await?;
    let others = versions::Entity::find().filter(versions::Column::Digest.eq(&*row.digest));
    if others.count(&transaction).await? == 0 {
        components::Entity::delete_by_id(row.digest)
            .exec(&transaction)
            .await?;
    }
    audit_version(context, &transaction, Permission::RulePrepare, id).await?;
    Ok(transaction.commit().await?)
}
