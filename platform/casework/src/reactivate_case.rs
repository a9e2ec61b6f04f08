//! Reactivating a case.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Set,
    sea_query::Expr,
};
use tenants::{County, CountyContext};

use crate::{
    case_change::{finish_change, lock_case},
    check_input::InputCheck,
    history::begin_assignment,
    model::{
        CaseId, CaseState, Reactivated, Reactivation, TeamRestored, limits::REASON_LENGTH_MAX,
        post_serves,
    },
    tables::{cases, closures},
};

/// Reactivates a closed case from today: the same case with the same team. Needs
/// [`Permission::CaseReactivate`].
///
/// If the post is gone meanwhile, the case stays with its carrier and waits for its assignment;
/// the result says so. "Not seen for" and the closing rule count from today.
///
/// # Errors
/// `CaseOpen` on `caseId`, `Conflict` on `version`, `Required` or `TooLong` on `reason`.
pub async fn reactivate_case(
    context: &CountyContext,
    id: CaseId,
    reactivation: Reactivation,
) -> Result<Reactivated, Failure> {
    let scope = context.authorize(Permission::CaseReactivate)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.require(case.state == CaseState::Closed, "caseId", ProblemCode::CaseOpen);
    check.version(case.version, reactivation.expected_version);
    let reason = check.required_text("reason", &reactivation.reason, REASON_LENGTH_MAX);
    check.finish()?;
    let team = restore_team(context.county(), &case, today);
    let post = if team == TeamRestored::Same { case.post_key.clone() } else { None };
    let row = cases::ActiveModel {
        id: Set(id),
        state: Set(CaseState::Open),
        closed_on: Set(None),
        post_key: Set(post),
        last_seen_on: Set(today),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    complete_closure(context, &transaction, id, &reason, today).await?;
    begin_assignment(context, &transaction, &case, today, "").await?;
    finish_change(context, transaction, Permission::CaseReactivate, (id, case.person_id)).await?;
    Ok(Reactivated { case: case.into(), team })
}

fn restore_team(county: &County, case: &cases::Model, today: NaiveDate) -> TeamRestored {
    let Some(key) = &case.post_key else {
        return TeamRestored::Same;
    };
    match county.post_at(key, today) {
        Some(post) if post_serves(county, post, &case.municipality_ags, today) => TeamRestored::Same,
        _ => TeamRestored::PostGone(key.clone()),
    }
}

/// Adds the reactivation to the closing that it undoes.
async fn complete_closure(
    context: &CountyContext,
    transaction: &TenantTransaction,
    case: CaseId,
    reason: &str,
    today: NaiveDate,
) -> Result<(), Failure> {
    closures::Entity::update_many()
        .col_expr(closures::Column::ReactivatedOn, Expr::value(today))
        .col_expr(closures::Column::ReactivationReason, Expr::value(reason))
        .col_expr(closures::Column::ReactivatedBy, Expr::value(context.account_id()?))
        .col_expr(closures::Column::ReactivatedAt, Expr::value(context.clock().now()))
        .filter(closures::Column::CaseId.eq(case))
        .filter(closures::Column::ReactivatedOn.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}
