//! Keeping what a rule decided.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{errors::Failure, ids::AccountId};
use plugins_host::points::point_key;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Set, SqlErr, sea_query::Expr,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    TenantRules,
    model::{Answered, Decision, DecisionId, RuleVersion, limits::ROWS_PER_STATEMENT},
    read_decisions::load_present,
    tables::decisions,
};

/// Somebody else may ask at the same moment, and a run besides; a third time is not to be expected.
const ATTEMPTS_MAX: u32 = 3;

/// Keeps those answers that are new, and gives the present decisions about all subjects. An answer is new if none was
/// kept, or another version gave it, or it differs; the same answer on another day is not, and neither is one about an
/// earlier day than the present one's.
pub(crate) async fn remember(
    context: &CountyContext,
    rules: &TenantRules,
    (version, as_of): (&RuleVersion, NaiveDate),
    answered: Vec<Answered>,
    by: Option<AccountId>,
) -> Result<BTreeMap<Uuid, Decision>, Failure> {
    let subjects: Vec<Uuid> = answered.iter().map(|answer| answer.subject).collect();
    let application = rules.application(version.point);
    let subject_kind = application
        .map(|application| application.subject_kind())
        .ok_or(Failure::NotFound)?;
    let now = context.clock().now();
    let row = |answer: &Answered| decisions::Model {
        id: DecisionId::generate(),
        point: point_key(version.point).to_owned(),
        subject_kind,
        subject_id: answer.subject,
        present_subject: Some(answer.subject),
        version_id: version.id,
        configuration: rules.configuration,
        as_of,
        input: answer.input.clone(),
        position: answer.position,
        output: answer.output.clone(),
        outcome: answer.outcome.clone(),
        fuel: answer.fuel,
        decided_at: now,
        decided_by: by,
        replaced_at: None,
    };
    let mut attempts = 0;
    loop {
        attempts += 1;
        let mut present = load_present(context, version.point, &subjects).await?;
        let is_new = |answer: &&Answered| {
            present.get(&answer.subject).is_none_or(|decision| {
                let differs = decision.version != version.id || decision.output != answer.output;
                differs && decision.as_of <= as_of
            })
        };
        let rows: Vec<decisions::Model> = answered.iter().filter(is_new).map(row).collect();
        if rows.is_empty() {
            return Ok(present);
        }
        let replaced: Vec<DecisionId> = rows
            .iter()
            .filter_map(|row| present.get(&row.subject_id).map(|decision| decision.id))
            .collect();
        match store(context, rows.clone(), &replaced).await {
            // Somebody else kept an answer meanwhile: look again which is the newer.
            Err(Failure::Fault(error)) if is_taken(&error) && attempts < ATTEMPTS_MAX => {}
            stored => {
                stored?;
                let new = rows.into_iter().map(Decision::from);
                present.extend(new.map(|decision| (decision.subject, decision)));
                return Ok(present);
            }
        }
    }
}

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
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
