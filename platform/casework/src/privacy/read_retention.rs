//! Reading the review list and the proofs.

use std::collections::HashMap;

use kernel::{
    access::{Permission, Role},
    audit::{self, AuditEntry},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::SelectStatement,
};
use tenants::{
    County, CountyContext,
    model::retention::{DataKind, Measure},
};
use uuid::Uuid;

use crate::{
    model::{
        ArchiveAnswer, ArchiveOfferId, CaseId, ItemState, ProofId, RetentionItem, RetentionItemId,
        RetentionList, RetentionProof, SubjectKind,
    },
    tables::{
        cases, household_members,
        privacy::{archive_offers, holds, proofs, retention_items},
    },
};

/// One part of the review list, what was listed first at the beginning. Needs [`Permission::RetentionRead`]. KIM lead and
/// privacy officer see all of it, others the kinds of data that their role answers for.
///
/// # Errors
/// Of the database.
pub async fn list_retention(
    context: &CountyContext,
    list: RetentionList,
    page: &PageRequest<RetentionItemId>,
) -> Result<Page<RetentionItem>, Failure> {
    context.authorize(Permission::RetentionRead)?;
    let is_held = held(context.county());
    let state = |state: ItemState| retention_items::Column::State.eq(state);
    let condition = match list {
        RetentionList::Due => Condition::all()
            .add(state(ItemState::Due))
            .add(is_held.not()),
        RetentionList::Offered => Condition::all()
            .add(state(ItemState::Offered))
            .add(is_held.not()),
        RetentionList::Released => Condition::all().add(state(ItemState::Released)),
        RetentionList::Held => Condition::all()
            .add(retention_items::Column::State.ne(ItemState::Released))
            .add(is_held),
    };
    let mut query = retention_items::Entity::find()
        .filter(condition)
        .order_by_asc(retention_items::Column::Id)
        .limit(u64::from(page.size) + 1);
    if !sees_everything(context)? {
        let kinds = responsible_for(context)?;
        query = query.filter(retention_items::Column::DataKind.is_in(kinds));
    }
    if let Some(after) = page.after {
        query = query.filter(retention_items::Column::Id.gt(after));
    }
    let rows = query.all(context.database()).await?;
    let page = Page::from_overfull(rows, page.size);
    write_down(context, &page.rows).await?;
    let items = describe(context, page.rows, list == RetentionList::Held).await?;
    Ok(Page {
        rows: items,
        has_next: page.has_next,
    })
}

fn sees_everything(context: &CountyContext) -> Result<bool, Failure> {
    let roles = context.actor().account()?.roles();
    let all = [Role::KimLead, Role::PrivacyOfficer];
    Ok(roles.iter().any(|role| all.contains(role)))
}

/// The kinds of data that one of the actor's roles answers for.
pub(super) fn responsible_for(context: &CountyContext) -> Result<Vec<&'static str>, Failure> {
    let roles = context.actor().account()?.roles();
    let rules = context.county().retention_rules().iter();
    let own = rules.filter(|rule| roles.contains(&rule.responsible));
    Ok(own.map(|rule| rule.data_kind.as_str()).collect())
}

/// The list names cases and persons by id and number; that is written down like every read.
async fn write_down(
    context: &CountyContext,
    rows: &[retention_items::Model],
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let persons = rows
        .iter()
        .filter(|item| item.subject_kind == SubjectKind::Person)
        .map(|item| item.subject_id);
    let entry = AuditEntry {
        action: Permission::RetentionRead.key(),
        object_kind: "retention",
        object_id: None,
        person_ids: persons.collect(),
    };
    Ok(audit::record_read(context, entry).await?)
}

async fn describe(
    context: &CountyContext,
    rows: Vec<retention_items::Model>,
    is_held: bool,
) -> Result<Vec<RetentionItem>, Failure> {
    let ids = rows
        .iter()
        .filter(|item| item.subject_kind == SubjectKind::Case)
        .map(|item| CaseId(item.subject_id));
    let numbers: Vec<(CaseId, String)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Number])
        .filter(cases::Column::Id.is_in(ids))
        .into_tuple()
        .all(context.database())
        .await?;
    let numbers: HashMap<Uuid, String> = numbers.into_iter().map(|(id, n)| (id.0, n)).collect();
    let offers: Vec<ArchiveOfferId> = rows.iter().filter_map(|item| item.offer_id).collect();
    let answers = answers_of(context.database(), offers).await?;
    let item = |row: retention_items::Model| {
        Ok(RetentionItem {
            id: row.id,
            data_kind: parse_kind(&row.data_kind)?,
            subject_kind: row.subject_kind,
            subject: row.subject_id,
            case_number: numbers.get(&row.subject_id).cloned(),
            begins_on: row.begins_on,
            due_on: row.due_on,
            state: row.state,
            is_held,
            archive_answer: row.offer_id.and_then(|offer| answers.get(&offer).copied()),
        })
    };
    rows.into_iter().map(item).collect()
}

/// What the archive said to those offers that it answered.
pub(super) async fn answers_of(
    connection: &impl ConnectionTrait,
    offers: Vec<ArchiveOfferId>,
) -> Result<HashMap<ArchiveOfferId, ArchiveAnswer>, Failure> {
    let rows = archive_offers::Entity::find().filter(archive_offers::Column::Id.is_in(offers));
    let rows = rows.all(connection).await?;
    let answered = rows
        .into_iter()
        .filter_map(|row| Some((row.id, row.answer?)));
    Ok(answered.collect())
}

/// Items that a hold keeps, where the rule lets holds keep them: one on the record itself, on the client of a case, on a
/// case of a person, or on a member of a household.
pub(super) fn held(county: &County) -> Condition {
    let holding = || -> SelectStatement {
        holds::Entity::find()
            .select_only()
            .column(holds::Column::SubjectId)
            .filter(holds::Column::LiftedAt.is_null())
            .into_query()
    };
    let cases_of_persons = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::PersonId.in_subquery(holding()));
    let clients = cases::Entity::find()
        .select_only()
        .column(cases::Column::PersonId)
        .filter(cases::Column::Id.in_subquery(holding()));
    let households = household_members::Entity::find()
        .select_only()
        .column(household_members::Column::HouseholdId)
        .filter(household_members::Column::PersonId.in_subquery(holding()));
    let subject = retention_items::Column::SubjectId;
    let by_hold = Condition::any()
        .add(subject.in_subquery(holding()))
        .add(subject.in_subquery(cases_of_persons.into_query()))
        .add(subject.in_subquery(clients.into_query()))
        .add(subject.in_subquery(households.into_query()));
    let kinds = county
        .retention_rules()
        .iter()
        .filter(|rule| rule.legal_hold);
    let kinds: Vec<&str> = kinds.map(|rule| rule.data_kind.as_str()).collect();
    Condition::all()
        .add(retention_items::Column::DataKind.is_in(kinds))
        .add(by_hold)
}

/// The kind of data that a row names.
pub(super) fn parse_kind(text: &str) -> Result<DataKind, Failure> {
    let kind = DataKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    kind.ok_or(Failure::NotFound)
}

/// The proofs of what was deleted, latest first. Needs [`Permission::RetentionRead`].
///
/// # Errors
/// Of the database.
pub async fn list_retention_proofs(
    context: &CountyContext,
    page: &PageRequest<ProofId>,
) -> Result<Page<RetentionProof>, Failure> {
    context.authorize(Permission::RetentionRead)?;
    let mut query = proofs::Entity::find()
        .order_by_desc(proofs::Column::Id)
        .limit(u64::from(page.size) + 1);
    if let Some(after) = page.after {
        query = query.filter(proofs::Column::Id.lt(after));
    }
    let page = Page::from_overfull(query.all(context.database()).await?, page.size);
    let proof = |row: proofs::Model| {
        Ok(RetentionProof {
            id: row.id,
            data_kind: parse_kind(&row.data_kind)?,
            measure: if row.measure == MEASURE_ANONYMISE {
                Measure::Anonymise
            } else {
                Measure::Delete
            },
            released: row.released,
            subjects: row.subjects,
            rows: row.rows,
            configuration: row.configuration,
            released_by: row.released_by,
            released_at: row.released_at,
            carried_out_at: row.carried_out_at,
        })
    };
    let rows: Result<Vec<RetentionProof>, Failure> = page.rows.into_iter().map(proof).collect();
    Ok(Page {
        rows: rows?,
        has_next: page.has_next,
    })
}

/// How the proofs write a measure.
pub(super) const MEASURE_ANONYMISE: &str = "anonymise";
/// The other one.
pub(super) const MEASURE_DELETE: &str = "delete";
