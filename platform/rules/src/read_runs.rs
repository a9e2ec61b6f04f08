//! Reading runs and what they found.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    access::Permission,
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    model::{
        RuleRun, RuleRunId, RuleVersionId, RunChange, RunState, RunSum, limits::HEARTBEAT_OVERDUE,
    },
    tables::{changes, runs},
};

/// As it is shown: a run that has not told of itself for long was interrupted.
fn present(row: runs::Model, now: DateTime<Utc>) -> RuleRun {
    let overdue = TimeDelta::from_std(HEARTBEAT_OVERDUE).expect("is a minute");
    let is_dead = row.state == RunState::Running && now - row.heartbeat_at > overdue;
    let run = RuleRun::from(row);
    RuleRun {
        state: if is_dead {
            RunState::Interrupted
        } else {
            run.state
        },
        ..run
    }
}

/// A run, or none. Needs [`Permission::RuleRead`].
pub async fn find_run(context: &CountyContext, id: RuleRunId) -> Result<Option<RuleRun>, Failure> {
    context.authorize(Permission::RuleRead)?;
    let row = runs::Entity::find_by_id(id).one(context.database()).await?;
    Ok(row.map(|row| present(row, context.clock().now())))
}

/// The runs of a version, latest first. Needs [`Permission::RuleRead`].
pub async fn list_runs(
    context: &CountyContext,
    version: RuleVersionId,
) -> Result<Vec<RuleRun>, Failure> {
    context.authorize(Permission::RuleRead)?;
    let rows = runs::Entity::find()
        .filter(runs::Column::VersionId.eq(version))
        .order_by_desc(runs::Column::Id)
        .all(context.database())
        .await?;
    let now = context.clock().now();
    Ok(rows.into_iter().map(|row| present(row, now)).collect())
}

/// What a run found, in figures for each municipality. Needs [`Permission::RuleRead`].
pub async fn list_run_sums(context: &CountyContext, id: RuleRunId) -> Result<Vec<RunSum>, Failure> {
    use changes::Column::{After, Before, Municipality, RunId, SubjectId};
    context.authorize(Permission::RuleRead)?;
    let mut query = changes::Entity::find()
        .filter(RunId.eq(id))
        .select_only()
        .columns([Municipality, Before, After])
        .column_as(SubjectId.count(), "count");
    for column in [Municipality, Before, After] {
        query = query.group_by(column).order_by_asc(column);
    }
    let rows: Vec<(Option<String>, Option<String>, String, i64)> =
        query.into_tuple().all(context.database()).await?;
    let sum = |(municipality, before, after, count)| RunSum {
        municipality,
        before,
        after,
        count,
    };
    Ok(rows.into_iter().map(sum).collect())
}

/// What a run found, one by one, of one municipality if asked for. Needs [`Permission::RuleRead`]; whether the
/// subjects may be shown is for the caller to find out, who knows what they are.
pub async fn list_run_changes(
    context: &CountyContext,
    id: RuleRunId,
    municipality: Option<&str>,
    page: &PageRequest<Uuid>,
) -> Result<Page<RunChange>, Failure> {
    context.authorize(Permission::RuleRead)?;
    let mut query = changes::Entity::find()
        .filter(changes::Column::RunId.eq(id))
        .order_by_asc(changes::Column::SubjectId)
        .limit(u64::from(page.size) + 1);
    if let Some(ags) = municipality {
        query = query.filter(changes::Column::Municipality.eq(ags));
    }
    if let Some(after) = page.after {
        query = query.filter(changes::Column::SubjectId.gt(after));
    }
    let rows = query.all(context.database()).await?;
    let page = Page::from_overfull(rows, page.size);
    Ok(page.map(RunChange::from))
}
