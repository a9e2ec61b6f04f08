//! Keeping what a rule decided.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{errors::Failure, ids::AccountId};
use plugins_host::points::point_key;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, SqlErr, sea_query::Expr,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    TenantRules,
    model::{Answered, Decision, DecisionId, RuleVersion, limits::ROWS_PER_STATEMENT},
    read_decisions::load_present,
    tables::decisions,
};

/// Keeps those answers that are new, and gives the present decisions about all subjects. An answer is new if none was
/// kept, or another version gave it, or it differs; the same answer on another day is not.
pub(crate) async fn remember(
    context: &CountyContext,
    rules: &TenantRules,
    (version, as_of): (&RuleVersion, NaiveDate),
    answered: Vec<Answered>,
    by: Option<AccountId>,
) -> Result<BTreeMap<Uuid, Decision>, Failure> {
    let subjects: Vec<Uuid> = answered.iter().map(|answer| answer.subject).collect();
    let mut present = load_present(context, version.point, &subjects).await?;
    let application = rules.application(version.point);
    let subject_kind = application
        .map(|application| application.subject_kind())
        .ok_or(Failure::NotFound)?;
    let is_new = |answer: &Answered| {
        present.get(&answer.subject).is_none_or(|decision| {
            decision.version != version.id || decision.output != answer.output
        })
    };
    let now = context.clock().now();
    let rows: Vec<decisions::Model> = answered
        .into_iter()
        .filter(is_new)
        .map(|answer| decisions::Model {
            id: DecisionId::generate(),
            point: point_key(version.point).to_owned(),
            subject_kind,
            subject_id: answer.subject,
            present_subject: Some(answer.subject),
            version_id: version.id,
            configuration: rules.configuration,
            as_of,
            input: answer.input,
            position: answer.position,
            output: answer.output,
            outcome: answer.outcome,
            fuel: answer.fuel,
            decided_at: now,
            decided_by: by,
            replaced_at: None,
        })
        .collect();
    if rows.is_empty() {
        return Ok(present);
    }
    let replaced: Vec<DecisionId> = rows
        .iter()
        .filter_map(|row| present.get(&row.subject_id).map(|decision| decision.id))
        .collect();
    match store(context, rows.clone(), &replaced).await {
        // Somebody else asked at the same moment and got the same answer: theirs stays.
        Err(Failure::Fault(error))
            if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            load_present(context, version.point, &subjects).await
        }
        stored => {
            stored?;
            let new = rows.into_iter().map(Decision::from);
            present.extend(new.map(|decision| (decision.subject, decision)));
            Ok(present)
        }
    }
}

async fn store(
    context: &CountyContext,
    rows: Vec<decisions::Model>,
    replaced: &[DecisionId],
) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    for some in replaced.chunks(ROWS_PER_STATEMENT) {
        let end = decisions::ActiveModel {
            replaced_at: Set(Some(context.clock().now())),
            ..Default::default()
        };
        decisions::Entity::update_many()
            .set(end)
            .col_expr(
                decisions::Column::PresentSubject,
                Expr::value(Option::<Uuid>::None),
            )
            .filter(decisions::Column::Id.is_in(some.iter().copied()))
            .exec(&transaction)
            .await?;
    }
    for some in rows.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
        decisions::Entity::insert_many(some)
            .exec_without_returning(&transaction)
            .await?;
    }
    Ok(transaction.commit().await?)
}
