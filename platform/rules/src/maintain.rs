//! What goes on by itself: checks whose server died, versions whose day has come, a new day.

use chrono::TimeDelta;
use kernel::errors::Failure;
use plugins_host::points::{ExtensionPoint, POINTS, point_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tenants::CountyContext;

use crate::{
    TenantRules,
    check_version::check_version,
    model::{
        RuleState, RunKind, RunState,
        limits::{CHECK_OVERDUE, EVALUATION_AGAIN_AFTER},
    },
    run::prepare_evaluation,
    store::effective_version,
    tables::{runs, versions},
};

/// Does what is due in one county and waits for its end. The server calls it again and again.
///
/// # Errors
/// Of the database.
pub async fn maintain_rules(context: &CountyContext, rules: &TenantRules) -> Result<(), Failure> {
    let overdue = context.clock().now() - TimeDelta::from_std(CHECK_OVERDUE).expect("is minutes");
    let left_alone = versions::Entity::find()
        .filter(versions::Column::State.eq(RuleState::Checking))
        .filter(versions::Column::StateSince.lt(overdue))
        .all(context.database())
        .await?;
    for version in left_alone {
        check_version(context, rules, version.id).await?;
    }
    for point in POINTS {
        if rules.application(point).is_some()
            && is_due(context, point).await?
            && let Some((job, _)) = prepare_evaluation(context, rules, point).await?
        {
            job.run_to_end().await;
        }
    }
    Ok(())
}

/// Whether the version that holds today has not yet been asked about everybody today. One that failed is tried again
/// after a while.
async fn is_due(context: &CountyContext, point: ExtensionPoint) -> Result<bool, Failure> {
    let today = context.clock().today();
    let Some(version) = effective_version(context.database(), point, today).await? else {
        return Ok(false);
    };
    let last = runs::Entity::find()
        .filter(runs::Column::Point.eq(point_key(point)))
        .filter(runs::Column::Kind.eq(RunKind::Evaluation))
        .order_by_desc(runs::Column::Id)
        .one(context.database())
        .await?;
    let Some(last) = last.filter(|run| run.version_id == version.id && run.as_of == today) else {
        return Ok(true);
    };
    let again = TimeDelta::from_std(EVALUATION_AGAIN_AFTER).expect("is an hour");
    Ok(match last.state {
        RunState::Done => false,
        // One that died with its server lets go of its place when the next begins.
        RunState::Running => true,
        RunState::Cancelled | RunState::Failed | RunState::Interrupted => {
            context.clock().now() - last.started_at > again
        }
    })
}
