//! Reading rules.

use async_graphql::{Context, ID, Object, Result};
use rules::{
    list_rules,
    model::{RuleRunId, RuleVersionId},
};

use super::{
    point::RulePoint,
    run::RuleRun,
    version::{RuleVersion, find_version},
};
use crate::{
    caller::{caller, county},
    errors::Answer,
    ids::NodeKind,
    limits::CONFIGURED_LIST_COST,
};

/// Fields about rules.
#[derive(Default)]
pub struct RuleQuery;

#[Object]
impl RuleQuery {
    /// Every place where the platform asks a rule of the county, with all versions. Permission: rule.read.
    #[graphql(complexity = "20 + CONFIGURED_LIST_COST * child_complexity")]
    async fn rules(&self, ctx: &Context<'_>) -> Result<Vec<RulePoint>> {
        let caller = caller(ctx);
        let overviews = list_rules(county(ctx), &caller.rules)
            .await
            .or_top_level(caller.locale())?;
        Ok(overviews
            .into_iter()
            .map(|overview| RulePoint::for_caller(overview, caller))
            .collect())
    }

    /// A version of a rule; null if there is none of this id. Permission: rule.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn rule_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version.")] id: ID,
    ) -> Result<Option<RuleVersion>> {
        let id = RuleVersionId(NodeKind::RuleVersion.uuid_to_ask_for(&id));
        Ok(find_version(ctx, id).await?.map(|(_, version)| version))
    }

    /// A run of a rule; null if there is none of this id. Permission: rule.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn rule_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The run.")] id: ID,
    ) -> Result<Option<RuleRun>> {
        let id = RuleRunId(NodeKind::RuleRun.uuid_to_ask_for(&id));
        find_run(ctx, id).await
    }
}

/// A run by its id, for those who may read rules.
pub(super) async fn find_run(ctx: &Context<'_>, id: RuleRunId) -> Result<Option<RuleRun>> {
    let context = county(ctx);
    let run = rules::find_run(context, id)
        .await
        .or_top_level(context.locale())?;
    let Some(run) = run else { return Ok(None) };
    let version = find_version(ctx, run.version).await?;
    Ok(version.map(|(point, _)| RuleRun::for_caller(run, point, caller(ctx))))
}
