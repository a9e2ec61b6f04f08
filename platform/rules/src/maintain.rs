//! What goes on by itself: checks whose server died, versions whose day has come, a new day.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::errors::Failure;
use plugins_host::points::{ExtensionPoint, POINTS, point_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tenants::CountyContext;

use crate::{
    TenantRules,
    check_version::check_version,
    model::{
        RuleState, RunKind, RunState,
        limits::{CHECK_OVERDUE, EVALUATION_AGAIN_AFTER, LOOK_AGAIN_AFTER},
    },
    run::prepare_evaluation,
    store::effective_version,
    tables::{runs, versions},
};

/// Does what is due in one county and waits for its end, and remembers when to look again, for
/// [`RuleEngine::needs_upkeep`](crate::RuleEngine::needs_upkeep). The server calls it again and again.
///
/// # Errors
/// Of the database.
pub async fn maintain_rules(context: &CountyContext, rules: &TenantRules) -> Result<(), Failure> {
    // What happens meanwhile may call for an earlier look.
    rules
        .state
        .look_next(Some(later(context, LOOK_AGAIN_AFTER)));
    let done = do_what_is_due(context, rules).await;
    if done.is_err() {
        rules.state.look_next(None);
    }
    done
}

async fn do_what_is_due(context: &CountyContext, rules: &TenantRules) -> Result<(), Failure> {
    let checks = versions::Entity::find()
        .filter(versions::Column::State.eq(RuleState::Checking))
        .all(context.database())
        .await?;
    for version in checks {
        let overdue = version.state_since + lasting(CHECK_OVERDUE);
        if overdue < context.clock().now() {
            check_version(context, rules, version.id).await?;
        } else {
            rules.state.look_by(overdue);
        }
    }
    for point in POINTS {
        if rules.application(point).is_none() {
            continue;
        }
        match find_due(context, point).await? {
            Due::Now => {
                if let Some((job, _)) = prepare_evaluation(context, rules, point).await? {
                    job.run_to_end().await;
                }
            }
            Due::From(at) => rules.state.look_by(at),
            Due::AnotherDay => {}
        }
    }
    Ok(())
}

/// When everybody has to be asked about.
enum Due {
    Now,
    From(DateTime<Utc>),
    AnotherDay,
}

/// The version that holds today is asked about everybody once a day. One that failed is tried again after a while.
async fn find_due(context: &CountyContext, point: ExtensionPoint) -> Result<Due, Failure> {
    let today = context.clock().today();
    let Some(version) = effective_version(context.database(), point, today).await? else {
        return Ok(Due::AnotherDay);
    };
    let last = runs::Entity::find()
        .filter(runs::Column::Point.eq(point_key(point)))
        .filter(runs::Column::Kind.eq(RunKind::Evaluation))
        .order_by_desc(runs::Column::Id)
        .one(context.database())
        .await?;
    let Some(last) = last.filter(|run| run.version_id == version.id && run.as_of == today) else {
        return Ok(Due::Now);
    };
    Ok(match last.state {
        RunState::Done => Due::AnotherDay,
        // One that died with its server lets go of its place when the next begins.
        RunState::Running => Due::Now,
        RunState::Cancelled | RunState::Failed | RunState::Interrupted => {
            let again = last.started_at + lasting(EVALUATION_AGAIN_AFTER);
            if again < context.clock().now() {
                Due::Now
            } else {
                Due::From(again)
            }
        }
    })
}

/// The instant that lies so much later by the county's clock.
pub(crate) fn later(context: &CountyContext, wait: Duration) -> DateTime<Utc> {
    context.clock().now() + lasting(wait)
}

fn lasting(wait: Duration) -> TimeDelta {
    TimeDelta::from_std(wait).expect("is hours at most")
}
