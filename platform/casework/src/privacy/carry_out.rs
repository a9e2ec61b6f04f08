//! Deleting what was released.

use kernel::{
    audit::{self, AuditEntry},
    audit_chain::{ChainKey, trim_before},
    database::TenantTransaction,
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use tenants::{
    CountyContext,
    model::retention::{DataKind, Measure},
};
use uuid::Uuid;

use super::{
    list_due::{due_kinds, midnight, trail_cutoff},
    reach::Reach,
    read_retention::{held, parse_kind},
    standing,
};
use crate::{
    model::{
        CaseId, CaseState, HouseholdId, ItemState, PersonId, ProofId, RetentionItemId, SubjectKind,
        limits::RETENTION_BATCH_ROWS,
    },
    tables::{
        cases, closures, household_members, households, persons,
        privacy::{figures, last_closings, proofs, retention_items},
    },
};

/// Deletes everything that was released, one transaction for each record, and says how many records went. What became
/// undue meanwhile (the case was reactivated, a hold was placed) leaves the list; what has to wait for something else
/// stays on it for the next time. After being killed half-way it goes on where it stopped, and nothing is counted twice.
///
/// # Errors
/// Of the database.
pub async fn carry_out_released(context: &CountyContext, key: &ChainKey) -> Result<u64, Failure> {
    let mut done = 0;
    for &kind in SubjectKind::ALL {
        let mut last = RetentionItemId(Uuid::nil());
        loop {
            let items = retention_items::Entity::find()
                .filter(retention_items::Column::State.eq(ItemState::Released))
                .filter(retention_items::Column::SubjectKind.eq(kind))
                .filter(retention_items::Column::Id.gt(last))
                .order_by_asc(retention_items::Column::Id)
                .limit(RETENTION_BATCH_ROWS);
            let items = items.all(context.database()).await?;
            let Some(item) = items.last() else { break };
            last = item.id;
            for item in &items {
                done += u64::from(carry_out(context, key, item.id).await?);
            }
        }
    }
    Ok(done)
}

/// One record, in one transaction. Whether it is gone.
pub(super) async fn carry_out(
    context: &CountyContext,
    key: &ChainKey,
    id: RetentionItemId,
) -> Result<bool, Failure> {
    let transaction = context.database().begin().await?;
    let item = retention_items::Entity::find_by_id(id)
        .filter(retention_items::Column::State.eq(ItemState::Released))
        .lock_exclusive()
        .one(&transaction)
        .await?;
    // Another server was faster.
    let Some(item) = item else {
        return Ok(false);
    };
    let kind = parse_kind(&item.data_kind)?;
    if is_held(context, &transaction, id).await? || !is_due(context, &transaction, &item).await? {
        retention_items::Entity::delete_by_id(id)
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        return Ok(false);
    }
    if has_to_wait(&transaction, &item).await? {
        return Ok(false);
    }
    let rows = match delete(context, &transaction, key, (&item, kind)).await? {
        Deleted::All(rows) => rows,
        // The rest of a long trail comes in further transactions.
        Deleted::Some(rows) => {
            add_to_proof(context, &transaction, item.proof_id, (0, rows)).await?;
            transaction.commit().await?;
            return Box::pin(carry_out(context, key, id)).await;
        }
    };
    // Unless it went with its subject.
    retention_items::Entity::delete_by_id(id)
        .exec(&transaction)
        .await?;
    add_to_proof(context, &transaction, item.proof_id, (1, rows)).await?;
    write_down(context, &transaction, &item).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn is_held(
    context: &CountyContext,
    transaction: &TenantTransaction,
    id: RetentionItemId,
) -> Result<bool, Failure> {
    let held = retention_items::Entity::find_by_id(id).filter(held(context.county()));
    Ok(held.count(transaction).await? > 0)
}

/// Whether the rules in force today still say so.
async fn is_due(
    context: &CountyContext,
    transaction: &TenantTransaction,
    item: &retention_items::Model,
) -> Result<bool, Failure> {
    let county = context.county();
    let (id, kind) = (item.subject_id, parse_kind(&item.data_kind)?);
    let (whole, periods) = match item.subject_kind {
        SubjectKind::Case => {
            let rows = cases::Entity::find_by_id(CaseId(id))
                .all(transaction)
                .await?;
            let periods = standing::of_cases(transaction, county, &rows).await?;
            (DataKind::Case, periods)
        }
        SubjectKind::Person => {
            let rows = persons::Entity::find_by_id(PersonId(id))
                .all(transaction)
                .await?;
            let periods = standing::of_persons(transaction, county, &rows).await?;
            (DataKind::Person, periods)
        }
        SubjectKind::Household => {
            let rows = households::Entity::find_by_id(HouseholdId(id))
                .all(transaction)
                .await?;
            let periods = standing::of_households(transaction, county, &rows).await?;
            (DataKind::Household, periods)
        }
        // An account that was closed stays so, and the trail only gets older.
        SubjectKind::Account | SubjectKind::AuditTrail => return Ok(true),
    };
    let today = context.clock().today();
    let due = periods
        .iter()
        .flat_map(|record| due_kinds(whole, record, today));
    // If the whole is due, so are its parts.
    let mut due = due.map(|(kind, _)| kind);
    Ok(due.any(|due| due == kind || due == whole))
}

/// Persons and households go after the cases that need them.
async fn has_to_wait(
    transaction: &TenantTransaction,
    item: &retention_items::Model,
) -> Result<bool, Failure> {
    let of_it = match item.subject_kind {
        SubjectKind::Person => cases::Column::PersonId.eq(item.subject_id),
        SubjectKind::Household => cases::Column::HouseholdId.eq(item.subject_id),
        SubjectKind::Case | SubjectKind::Account | SubjectKind::AuditTrail => return Ok(false),
    };
    Ok(cases::Entity::find()
        .filter(of_it)
        .count(transaction)
        .await?
        > 0)
}

enum Deleted {
    All(u64),
    Some(u64),
}

async fn delete(
    context: &CountyContext,
    transaction: &TenantTransaction,
    key: &ChainKey,
    (item, kind): (&retention_items::Model, DataKind),
) -> Result<Deleted, Failure> {
    let (subject, id) = (item.subject_kind, item.subject_id);
    let reach = match (subject, kind) {
        (SubjectKind::AuditTrail, _) => {
            let rule = context.county().retention_rule(kind);
            let cutoff = rule.and_then(|rule| trail_cutoff(context.clock().today(), rule));
            let removed = match cutoff {
                Some(cutoff) => trim_before(context, transaction, key, midnight(cutoff)).await?,
                None => 0,
            };
            return Ok(if removed == 0 {
                Deleted::All(0)
            } else {
                Deleted::Some(removed)
            });
        }
        (SubjectKind::Case, DataKind::Case) => {
            let case = cases::Entity::find_by_id(CaseId(id))
                .one(transaction)
                .await?;
            if let Some(case) = case {
                leave_figures(context, transaction, &case).await?;
                remember_closing(transaction, &case).await?;
            }
            Reach::of(subject, id)
        }
        (SubjectKind::Person, DataKind::Person)
        | (SubjectKind::Household, DataKind::Household)
        | (SubjectKind::Account, _) => Reach::of(subject, id),
        (_, part) => Reach::of_part(subject, id, part),
    };
    Ok(Deleted::All(reach.delete(transaction).await?))
}

/// Counts a case that goes, if the county's rule keeps figures.
pub(super) async fn leave_figures(
    context: &CountyContext,
    transaction: &TenantTransaction,
    case: &cases::Model,
) -> Result<(), Failure> {
    use chrono::Datelike;
    let rule = context.county().retention_rule(DataKind::Case);
    if rule.is_none_or(|rule| rule.measure != Measure::Anonymise) {
        return Ok(());
    }
    let closure = closures::Entity::find()
        .filter(closures::Column::CaseId.eq(case.id))
        .order_by_desc(closures::Column::Id)
        .one(transaction)
        .await?;
    let figure = figures::Model {
        year: case.closed_on.unwrap_or(case.last_seen_on).year(),
        municipality_ags: case.municipality_ags.to_string(),
        constellation_key: case.constellation_key.to_string(),
        ground: closure.map_or_else(String::new, |closure| closure.ground.to_string()),
        cases: 1,
    };
    let key = [
        figures::Column::Year,
        figures::Column::MunicipalityAgs,
        figures::Column::ConstellationKey,
        figures::Column::Ground,
    ];
    let one_more = Expr::col((figures::Entity, figures::Column::Cases)).add(1);
    figures::Entity::insert(figure.into_active_model())
        .on_conflict(
            OnConflict::columns(key)
                .value(figures::Column::Cases, one_more)
                .to_owned(),
        )
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// The periods of the client, the household and the people in it go on from this closing when the case is gone.
pub(super) async fn remember_closing(
    transaction: &TenantTransaction,
    case: &cases::Model,
) -> Result<(), Failure> {
    let Some(closed_on) = case.closed_on.filter(|_| case.state == CaseState::Closed) else {
        return Ok(());
    };
    let own = household_members::Entity::find()
        .filter(household_members::Column::PersonId.eq(case.person_id));
    let mut households: Vec<HouseholdId> = own
        .all(transaction)
        .await?
        .into_iter()
        .map(|member| member.household_id)
        .collect();
    households.extend(case.household_id);
    let members = household_members::Entity::find()
        .filter(household_members::Column::HouseholdId.is_in(households.clone()));
    let members = members.all(transaction).await?;
    let mut subjects: Vec<Uuid> = members.iter().map(|member| member.person_id.0).collect();
    subjects.extend(households.iter().map(|household| household.0));
    subjects.push(case.person_id.0);
    subjects.sort_unstable();
    subjects.dedup();
    for subject_id in subjects {
        let row = last_closings::ActiveModel {
            subject_id: Set(subject_id),
            closed_on: Set(closed_on),
        };
        let later = Expr::case(
            Expr::col((last_closings::Entity, last_closings::Column::ClosedOn)).lt(closed_on),
            closed_on,
        )
        .finally(Expr::col((
            last_closings::Entity,
            last_closings::Column::ClosedOn,
        )));
        last_closings::Entity::insert(row)
            .on_conflict(
                OnConflict::column(last_closings::Column::SubjectId)
                    .value(last_closings::Column::ClosedOn, later)
                    .to_owned(),
            )
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

async fn add_to_proof(
    context: &CountyContext,
    transaction: &TenantTransaction,
    proof: Option<ProofId>,
    (subjects, rows): (i32, u64),
) -> Result<(), Failure> {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    proofs::Entity::update_many()
        .col_expr(
            proofs::Column::Subjects,
            Expr::col(proofs::Column::Subjects).add(subjects),
        )
        .col_expr(
            proofs::Column::Rows,
            Expr::col(proofs::Column::Rows).add(rows),
        )
        .col_expr(
            proofs::Column::CarriedOutAt,
            Expr::value(context.clock().now()),
        )
        .filter(proofs::Column::Id.eq(proof.unwrap_or(ProofId(Uuid::nil()))))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn write_down(
    context: &CountyContext,
    transaction: &TenantTransaction,
    item: &retention_items::Model,
) -> Result<(), Failure> {
    let is_person = item.subject_kind == SubjectKind::Person;
    let entry = AuditEntry {
        action: "retention.carry-out",
        object_kind: item.subject_kind.key(),
        object_id: item.subject_kind.table().map(|_| item.subject_id),
        person_ids: is_person.then_some(item.subject_id).into_iter().collect(),
    };
    Ok(audit::record(context, transaction, entry).await?)
}
