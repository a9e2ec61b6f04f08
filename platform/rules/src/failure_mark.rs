//! The mark on a rule that does not answer.

use std::collections::HashMap;

use kernel::errors::Failure;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use tenants::CountyContext;

use crate::{
    AskFailure,
    model::{FailureMark, RuleVersionId},
    tables::failures,
};

/// The mark on a version.
pub(crate) async fn find_failure(
    context: &CountyContext,
    version: RuleVersionId,
) -> Result<Option<FailureMark>, Failure> {
    let row = failures::Entity::find_by_id(version)
        .one(context.database())
        .await?;
    Ok(row.map(FailureMark::from))
}

/// The marks on these versions.
pub(crate) async fn load_failures(
    context: &CountyContext,
    versions: impl IntoIterator<Item = RuleVersionId>,
) -> Result<HashMap<RuleVersionId, FailureMark>, Failure> {
    let rows = failures::Entity::find()
        .filter(failures::Column::VersionId.is_in(versions))
        .all(context.database())
        .await?;
    let marks = rows
        .into_iter()
        .map(|row| (row.version_id, FailureMark::from(row)));
    Ok(marks.collect())
}

/// Marks a version. One that is being left alone keeps what it did last.
pub(crate) async fn record_failure(
    context: &CountyContext,
    version: RuleVersionId,
    earlier: Option<FailureMark>,
    failure: &AskFailure,
) -> Result<FailureMark, Failure> {
    if let (AskFailure::Paused, Some(earlier)) = (failure, &earlier) {
        return Ok(earlier.clone());
    }
    let remark = failure.remark();
    let row = failures::Model {
        version_id: version,
        code: remark.code,
        detail: remark.detail,
        since: earlier
            .as_ref()
            .map_or_else(|| context.clock().now(), |earlier| earlier.since),
        count: earlier.map_or(0, |earlier| earlier.count) + 1,
    };
    let transaction = context.database().begin().await?;
    let again = OnConflict::column(failures::Column::VersionId)
        .update_columns([
            failures::Column::Code,
            failures::Column::Detail,
            failures::Column::Count,
        ])
        .to_owned();
    failures::Entity::insert(row.clone().into_active_model())
        .on_conflict(again)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(row.into())
}

/// Takes the mark away: the rule answers again.
pub(crate) async fn clear_failure(
    context: &CountyContext,
    version: RuleVersionId,
) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    failures::Entity::delete_by_id(version)
        .exec(&transaction)
        .await?;
    Ok(transaction.commit().await?)
}
