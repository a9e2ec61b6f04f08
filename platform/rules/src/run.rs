//! Running a rule over everything that it applies to: to try a version out, or to decide anew about everybody.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use plugins_host::points::{ExtensionPoint, point_key};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use tenants::CountyContext;

use crate::{
    Application, TenantRules,
    maintain::later,
    model::{
        RuleRun, RuleRunId, RuleVersion, RuleVersionId, RunKind, RunState,
        limits::{HEARTBEAT_OVERDUE, RUNS_KEPT_MAX},
    },
    propose::check_not_past,
    store::{audit_version, effective_version, taken_or, version_by_id},
    tables::runs,
};

mod perform;

use perform::Job;

/// Begins to try a version out on the county's own data, without any effect. Needs [`Permission::RulePrepare`].
///
/// # Errors
/// `NotFound`; on `versionId` `WrongState` for a version that was not accepted, `RuleNotAsked` for an extension point
/// that the platform has no data for, `Busy` while another version of the point is tried out; on `asOf` `InThePast`.
pub async fn try_out_rule(
    context: &CountyContext,
    rules: &TenantRules,
    id: RuleVersionId,
    as_of: Option<NaiveDate>,
) -> Result<RuleRun, Failure> {
    context.authorize(Permission::RulePrepare)?;
    let version = version_by_id(context.database(), id).await?;
    if version.parameters.is_none() {
        return Err(Failure::invalid("versionId", ProblemCode::WrongState));
    }
    let application = rules.application(version.point).cloned();
    let application =
        application.ok_or_else(|| Failure::invalid("versionId", ProblemCode::RuleNotAsked))?;
    let today = context.clock().today();
    let as_of = as_of.unwrap_or(today);
    check_not_past(context, as_of).map_err(|_| Failure::invalid("asOf", ProblemCode::InThePast))?;
    let comparison = effective_version(context.database(), version.point, as_of).await?;
    let run = begin(context, &version, RunKind::TryOut, as_of).await?;
    Job {
        context: context.clone(),
        rules: rules.clone(),
        application,
        version,
        comparison,
        run: run.id,
        kind: RunKind::TryOut,
        as_of,
    }
    .spawn();
    Ok(run.into())
}

/// Begins to decide anew about everybody by the version that holds today, unless none holds or that is going on.
///
/// # Errors
/// Of the database.
pub async fn start_evaluation(
    context: &CountyContext,
    rules: &TenantRules,
    point: ExtensionPoint,
) -> Result<Option<RuleRun>, Failure> {
    let Some(job) = prepare_evaluation(context, rules, point).await? else {
        return Ok(None);
    };
    let run = RuleRun::from(job.1);
    job.0.spawn();
    Ok(Some(run))
}

/// The same without beginning, for those who wait for the end.
pub(crate) async fn prepare_evaluation(
    context: &CountyContext,
    rules: &TenantRules,
    point: ExtensionPoint,
) -> Result<Option<(Job, runs::Model)>, Failure> {
    let today = context.clock().today();
    let Some(application) = rules.application(point) else {
        return Ok(None);
    };
    let Some(version) = effective_version(context.database(), point, today).await? else {
        return Ok(None);
    };
    let run = match begin(context, &version, RunKind::Evaluation, today).await {
        Ok(run) => run,
        // Somebody is at it, perhaps with another version: look again when that has ended or is seen to be dead.
        Err(Failure::Invalid(_)) => {
            rules.state.look_by(later(context, HEARTBEAT_OVERDUE));
            return Ok(None);
        }
        Err(failure) => return Err(failure),
    };
    let job = Job {
        context: context.clone(),
        rules: rules.clone(),
        application: Arc::<dyn Application>::clone(application),
        version,
        comparison: None,
        run: run.id,
        kind: RunKind::Evaluation,
        as_of: today,
    };
    Ok(Some((job, run)))
}

/// Takes the place of the only run of its kind and point, and forgets old runs.
async fn begin(
    context: &CountyContext,
    version: &RuleVersion,
    kind: RunKind,
    as_of: NaiveDate,
) -> Result<runs::Model, Failure> {
    let now = context.clock().now();
    let place = format!("{kind} {}", point_key(version.point));
    let transaction = context.database().begin().await?;
    let overdue = now - TimeDelta::from_std(HEARTBEAT_OVERDUE).expect("is a minute");
    let dead = runs::ActiveModel {
        state: Set(RunState::Interrupted),
        place: Set(None),
        ..Default::default()
    };
    runs::Entity::update_many()
        .set(dead)
        .filter(runs::Column::Place.eq(place.as_str()))
        .filter(runs::Column::HeartbeatAt.lt(overdue))
        .exec(&transaction)
        .await?;
    let row = runs::Model {
        id: RuleRunId::generate(),
        version_id: version.id,
        point: point_key(version.point).to_owned(),
        kind,
        state: RunState::Running,
        place: Some(place),
        as_of,
        total: 0,
        done: 0,
        changed: 0,
        failure_code: None,
        failure_detail: None,
        cancel_requested: false,
        started_by: context.account_id().ok(),
        started_at: now,
        heartbeat_at: now,
        finished_at: None,
    };
    runs::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await
        .map_err(|error| taken_or("versionId", ProblemCode::Busy, error))?;
    let old: Vec<RuleRunId> = runs::Entity::find()
        .filter(runs::Column::VersionId.eq(version.id))
        .filter(runs::Column::Kind.eq(kind))
        .order_by_desc(runs::Column::Id)
        .offset(RUNS_KEPT_MAX)
        // SQLite knows no offset without a limit.
        .limit(i32::MAX as u64)
        .select_only()
        .column(runs::Column::Id)
        .into_tuple()
        .all(&transaction)
        .await?;
    runs::Entity::delete_many()
        .filter(runs::Column::Id.is_in(old))
        .exec(&transaction)
        .await?;
    if kind == RunKind::TryOut {
        audit_version(context, &transaction, Permission::RulePrepare, version.id).await?;
    }
    transaction.commit().await?;
    Ok(row)
}

/// Asks a run to stop; it does after the batch at hand. One that has ended stays as it is. Needs
/// [`Permission::RulePrepare`].
///
/// # Errors
/// `NotFound`.
pub async fn cancel_run(context: &CountyContext, id: RuleRunId) -> Result<RuleRun, Failure> {
    context.authorize(Permission::RulePrepare)?;
    let transaction = context.database().begin().await?;
    let found = runs::Entity::find_by_id(id).one(&transaction).await?;
    let row = found.ok_or(Failure::NotFound)?;
    let change = runs::ActiveModel {
        id: Set(id),
        cancel_requested: Set(true),
        ..Default::default()
    };
    runs::Entity::update(change)
        .exec_without_returning(&transaction)
        .await?;
    audit_version(
        context,
        &transaction,
        Permission::RulePrepare,
        row.version_id,
    )
    .await?;
    transaction.commit().await?;
    Ok(row.into())
}
