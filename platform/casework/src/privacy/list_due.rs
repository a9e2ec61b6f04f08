//! Filling the review list, every night.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use kernel::{
    accounts::closed_accounts, audit_chain::count_sealed_before, database::TenantTransaction,
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::OnConflict,
};
use tenants::{
    CountyContext,
    model::retention::{DataKind, RetentionRule},
};
use uuid::Uuid;

use super::standing::{self, Periods};
use crate::{
    model::{
        CaseId, CaseStanding, Due, HouseholdId, ItemState, PersonId, RetentionFacts,
        RetentionItemId, SubjectKind, limits::RETENTION_BATCH_ROWS,
    },
    tables::{
        cases, households, persons,
        privacy::{days, retention_items},
    },
};

/// Whether the list was filled today.
///
/// # Errors
/// Of the database.
pub async fn is_list_filled(context: &CountyContext) -> Result<bool, Failure> {
    let today = days::Entity::find_by_id(context.clock().today());
    Ok(today.one(context.database()).await?.is_some())
}

/// Looks at every record of the county and brings the review list up to date: what is due comes onto it, what is not due
/// any more (a case was reactivated, a rule changed) leaves it unless it was released. Returns how many came. Doing it
/// again, or once more after being killed half-way, changes nothing.
///
/// # Errors
/// Of the database.
pub async fn fill_review_list(context: &CountyContext) -> Result<u64, Failure> {
    let (county, database) = (context.county(), context.database());
    let mut listed = 0;
    let mut last = CaseId(Uuid::nil());
    loop {
        let rows = cases::Entity::find()
            .filter(cases::Column::Id.gt(last))
            .order_by_asc(cases::Column::Id)
            .limit(RETENTION_BATCH_ROWS);
        let rows = rows.all(database).await?;
        let Some(row) = rows.last() else { break };
        last = row.id;
        let periods = standing::of_cases(database, county, &rows).await?;
        listed += update_list(context, SubjectKind::Case, DataKind::Case, &periods).await?;
    }
    let mut last = PersonId(Uuid::nil());
    loop {
        let rows = persons::Entity::find()
            .filter(persons::Column::Id.gt(last))
            .order_by_asc(persons::Column::Id)
            .limit(RETENTION_BATCH_ROWS);
        let rows = rows.all(database).await?;
        let Some(row) = rows.last() else { break };
        last = row.id;
        let periods = standing::of_persons(database, county, &rows).await?;
        listed += update_list(context, SubjectKind::Person, DataKind::Person, &periods).await?;
    }
    let mut last = HouseholdId(Uuid::nil());
    loop {
        let rows = households::Entity::find()
            .filter(households::Column::Id.gt(last))
            .order_by_asc(households::Column::Id)
            .limit(RETENTION_BATCH_ROWS);
        let rows = rows.all(database).await?;
        let Some(row) = rows.last() else { break };
        last = row.id;
        let periods = standing::of_households(database, county, &rows).await?;
        let kind = (SubjectKind::Household, DataKind::Household);
        listed += update_list(context, kind.0, kind.1, &periods).await?;
    }
    let accounts = account_periods(context).await?;
    listed += update_list(context, SubjectKind::Account, DataKind::Account, &accounts).await?;
    let trail = trail_periods(context).await?;
    listed += update_list(
        context,
        SubjectKind::AuditTrail,
        DataKind::AuditEntry,
        &[trail],
    )
    .await?;
    note_day(context).await?;
    Ok(listed)
}

async fn account_periods(context: &CountyContext) -> Result<Vec<Periods>, Failure> {
    let closed = closed_accounts(context).await?;
    let periods = closed.into_iter().map(|(account, closed_at)| {
        let on = closed_at.date_naive();
        let facts = RetentionFacts {
            collected_on: on,
            cases: CaseStanding::None,
            ended_on: Some(on),
            account_closed_on: Some(on),
        };
        standing::of_account(context.county(), account.0, &facts)
    });
    Ok(periods.collect())
}

/// Entries collected before this day are due.
pub(super) fn trail_cutoff(today: NaiveDate, rule: &RetentionRule) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(rule.period_months))
}

/// The old part of the audit trail, which has no id of its own.
async fn trail_periods(context: &CountyContext) -> Result<Periods, Failure> {
    let today = context.clock().today();
    let rule = context.county().retention_rule(DataKind::AuditEntry);
    let cutoff = rule.and_then(|rule| trail_cutoff(today, rule));
    let mut whole = None;
    if let Some(cutoff) = cutoff
        && count_sealed_before(context, midnight(cutoff)).await? > 0
    {
        whole = Some(Due {
            begins_on: cutoff,
            due_on: today,
        });
    }
    Ok(Periods {
        subject: Uuid::nil(),
        whole,
        parts: Vec::new(),
    })
}

/// The beginning of a day; an hour more or less does not matter after months.
pub(super) fn midnight(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// What of a record has to be on the list on that day: the whole of it, or parts.
pub(super) fn due_kinds(
    whole: DataKind,
    periods: &Periods,
    today: NaiveDate,
) -> Vec<(DataKind, Due)> {
    let is_due = |due: &Due| due.due_on <= today;
    if let Some(due) = periods.whole.filter(is_due) {
        return vec![(whole, due)];
    }
    let parts = periods.parts.iter();
    parts
        .filter_map(|(kind, due)| Some((*kind, due.filter(is_due)?)))
        .collect()
}

/// Makes the list agree with what is due of these records, in one transaction.
async fn update_list(
    context: &CountyContext,
    subject_kind: SubjectKind,
    whole: DataKind,
    periods: &[Periods],
) -> Result<u64, Failure> {
    let today = context.clock().today();
    let mut wanted: HashMap<(Uuid, &str), Due> = HashMap::new();
    for record in periods {
        for (kind, due) in due_kinds(whole, record, today) {
            wanted.insert((record.subject, kind.as_str()), due);
        }
    }
    let subjects = periods.iter().map(|record| record.subject);
    let listed = retention_items::Entity::find()
        .filter(retention_items::Column::SubjectId.is_in(subjects))
        .filter(retention_items::Column::SubjectKind.eq(subject_kind))
        .all(context.database())
        .await?;
    let (kept, gone): (Vec<_>, Vec<_>) = listed.into_iter().partition(|item| {
        let is_wanted = wanted.contains_key(&(item.subject_id, item.data_kind.as_str()));
        is_wanted || item.state == ItemState::Released
    });
    for item in &kept {
        wanted.remove(&(item.subject_id, item.data_kind.as_str()));
    }
    if wanted.is_empty() && gone.is_empty() {
        return Ok(0);
    }
    let transaction = context.database().begin().await?;
    if !gone.is_empty() {
        retention_items::Entity::delete_many()
            .filter(retention_items::Column::Id.is_in(gone.iter().map(|item| item.id)))
            .filter(retention_items::Column::State.ne(ItemState::Released))
            .exec(&transaction)
            .await?;
    }
    let count = insert_items(context, &transaction, subject_kind, &wanted).await?;
    transaction.commit().await?;
    Ok(count)
}

/// Another server may fill the list at the same time: what it put there stays.
async fn insert_items(
    context: &CountyContext,
    transaction: &TenantTransaction,
    subject_kind: SubjectKind,
    wanted: &HashMap<(Uuid, &str), Due>,
) -> Result<u64, Failure> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let row = |((subject, kind), due): (&(Uuid, &str), &Due)| {
        let item = retention_items::Model {
            id: RetentionItemId::generate(),
            data_kind: (*kind).to_owned(),
            subject_kind,
            subject_id: *subject,
            begins_on: due.begins_on,
            due_on: due.due_on,
            state: ItemState::Due,
            offer_id: None,
            proof_id: None,
            listed_at: context.clock().now(),
        };
        item.into_active_model()
    };
    let columns = [
        retention_items::Column::SubjectId,
        retention_items::Column::DataKind,
    ];
    let inserted = retention_items::Entity::insert_many(wanted.iter().map(row))
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .exec_without_returning(transaction)
        .await?;
    Ok(inserted)
}

async fn note_day(context: &CountyContext) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    let day = days::ActiveModel {
        as_of: Set(context.clock().today()),
        finished_at: Set(context.clock().now()),
    };
    days::Entity::insert(day)
        .on_conflict(
            OnConflict::column(days::Column::AsOf)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
