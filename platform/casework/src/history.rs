//! Who was responsible for a case and in which constellation, from when to when.
//!
//! A period ends on the day on which the next begins: on that day both were true.

use chrono::NaiveDate;
use kernel::{database::TenantTransaction, errors::Failure};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use tenants::CountyContext;

use crate::{
    model::{AssignmentId, CaseId, ConstellationPeriodId},
    tables::{assignments, cases, constellations},
};

/// Writes down the case's present team.
pub(crate) async fn begin_assignment(
    context: &CountyContext,
    transaction: &TenantTransaction,
    case: &cases::Model,
    from: NaiveDate,
    reason: &str,
) -> Result<(), Failure> {
    let row = assignments::Model {
        id: AssignmentId::generate(),
        case_id: case.id,
        post_key: case.post_key.clone(),
        carrier_key: case.carrier_key.clone(),
        unit_key: case.unit_key.clone(),
        valid_from: from,
        valid_to: None,
        reason: reason.to_owned(),
        assigned_by: context.account_id()?,
        assigned_at: context.clock().now(),
    };
    let insert = assignments::Entity::insert(row.into_active_model());
    insert.exec_without_returning(transaction).await?;
    Ok(())
}

/// Ends the present team's period.
pub(crate) async fn end_assignment(
    transaction: &TenantTransaction,
    case: CaseId,
    on: NaiveDate,
) -> Result<(), Failure> {
    assignments::Entity::update_many()
        .col_expr(assignments::Column::ValidTo, Expr::value(on))
        .filter(assignments::Column::CaseId.eq(case))
        .filter(assignments::Column::ValidTo.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

/// Writes down the case's present constellation.
pub(crate) async fn begin_constellation(
    context: &CountyContext,
    transaction: &TenantTransaction,
    case: &cases::Model,
    from: NaiveDate,
    reason: &str,
) -> Result<(), Failure> {
    let row = constellations::Model {
        id: ConstellationPeriodId::generate(),
        case_id: case.id,
        constellation_key: case.constellation_key.clone(),
        valid_from: from,
        valid_to: None,
        reason: reason.to_owned(),
        changed_by: context.account_id()?,
        changed_at: context.clock().now(),
    };
    let insert = constellations::Entity::insert(row.into_active_model());
    insert.exec_without_returning(transaction).await?;
    Ok(())
}

/// Ends the present constellation's period.
pub(crate) async fn end_constellation(
    transaction: &TenantTransaction,
    case: CaseId,
    on: NaiveDate,
) -> Result<(), Failure> {
    constellations::Entity::update_many()
        .col_expr(constellations::Column::ValidTo, Expr::value(on))
        .filter(constellations::Column::CaseId.eq(case))
        .filter(constellations::Column::ValidTo.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}
