//! Reading the county's rules.

use kernel::{access::Permission, errors::Failure};
use plugins_host::points::{ExtensionPoint, POINTS};
use sea_orm::Condition;
use tenants::CountyContext;

use crate::{
    TenantRules,
    failure_mark::load_failures,
    model::{FailureMark, RuleVersion, RuleVersionId, effective_on},
    store::{load_versions, version_by_id},
};

/// What a county has at one extension point.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleOverview {
    /// The extension point.
    pub point: ExtensionPoint,
    /// Whether the platform has data to ask rules of this point about.
    pub is_asked: bool,
    /// The version that holds today.
    pub effective: Option<RuleVersionId>,
    /// Why the version that holds does not answer.
    pub mark: Option<FailureMark>,
    /// All versions, latest first.
    pub versions: Vec<RuleVersion>,
}

/// All extension points with the county's versions. Needs [`Permission::RuleRead`].
pub async fn list_rules(
    context: &CountyContext,
    rules: &TenantRules,
) -> Result<Vec<RuleOverview>, Failure> {
    context.authorize(Permission::RuleRead)?;
    let today = context.clock().today();
    let all = load_versions(context.database(), Condition::all()).await?;
    let effective = POINTS.map(|point| effective_on(&all, point, today).map(|version| version.id));
    let mut marks = load_failures(context, effective.into_iter().flatten()).await?;
    let overview = |(point, effective): (ExtensionPoint, Option<RuleVersionId>)| RuleOverview {
        point,
        is_asked: rules.application(point).is_some(),
        effective,
        mark: effective.and_then(|id| marks.remove(&id)),
        versions: all
            .iter()
            .filter(|version| version.point == point)
            .cloned()
            .collect(),
    };
    Ok(POINTS.into_iter().zip(effective).map(overview).collect())
}

/// One version, or none. Needs [`Permission::RuleRead`].
pub async fn find_version(
    context: &CountyContext,
    id: RuleVersionId,
) -> Result<Option<RuleVersion>, Failure> {
    context.authorize(Permission::RuleRead)?;
    match version_by_id(context.database(), id).await {
        Ok(version) => Ok(Some(version)),
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}
