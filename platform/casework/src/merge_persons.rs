//! Making two records of one person one.
//!
//! The record that goes is deleted, and everything that hung on it hangs on the other: nothing has to know
//! of merges when it reads. What was there is kept in the row of the merge, so that it can be undone.

use chrono::NaiveDate;
use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
    events::TenantEvent,
};
use rules::move_decisions;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set, sea_query::Expr,
};
use tenants::CountyContext;

use crate::{
    case_scope::persons_in,
    check_input::InputCheck,
    model::{
        NewMerge, Person, PersonField, PersonId, PersonMerge, PersonMergeId, fold_name,
        limits::REASON_LENGTH_MAX,
    },
    person_rows::{give_rows, memberships_of, programmes_of, rows_of, state_of},
    search_index::reindex_person,
    tables::{
        household_members,
        person_merges::{self, MergeRecord},
        person_programmes, persons,
    },
};

/// Makes two records one. Needs [`Permission::PersonMerge`] for both persons.
///
/// # Errors
/// `Taken` on `mergedId` for a person with itself, `Conflict` on `version` and `mergedVersion`, `Unknown` on
/// `take`, `Required` and `TooLong` on `reason`.
pub async fn merge_persons(context: &CountyContext, new: &NewMerge) -> Result<Person, Failure> {
    let scope = context.authorize(Permission::PersonMerge)?;
    if new.survivor == new.merged {
        return Err(Failure::invalid("mergedId", ProblemCode::Taken));
    }
    let transaction = context.database().begin().await?;
    let (survivor, merged) = lock_both(context, &transaction, &scope, new).await?;
    let (take, reason) = check(new, &survivor, &merged)?;
    let after = choose(context, &survivor, &merged, &take);
    let mut record = unite(context, &transaction, survivor, merged).await?;
    persons::Entity::delete_by_id(new.merged)
        .exec(&transaction)
        .await?;
    write_person(&transaction, &after).await?;
    record.after = state_of(&transaction, after.id, after.version).await?;
    let cases = cases_among(&record);
    let row = person_merges::Model {
        id: PersonMergeId::generate(),
        survivor_id: new.survivor,
        merged_id: new.merged,
        leads_to: new.survivor,
        reason,
        merged_at: context.clock().now(),
        merged_by: context.account_id()?,
        undone_at: None,
        undone_by: None,
        record,
    };
    person_merges::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    finish(context, transaction, (new.survivor, new.merged), cases).await?;
    Ok(after.into())
}

/// The merges that led to a person, latest first. Needs [`Permission::PersonMerge`]; the caller has read the
/// person within its scope.
pub async fn merges_of(
    context: &CountyContext,
    person: PersonId,
) -> Result<Vec<PersonMerge>, Failure> {
    context.authorize(Permission::PersonMerge)?;
    let rows = person_merges::Entity::find()
        .filter(person_merges::Column::LeadsTo.eq(person))
        .order_by_desc(person_merges::Column::Id)
        .all(context.database())
        .await?;
    Ok(rows.into_iter().map(PersonMerge::from).collect())
}

/// Both, held against other changes, in one order whoever asks.
async fn lock_both(
    context: &CountyContext,
    transaction: &TenantTransaction,
    scope: &Scope,
    new: &NewMerge,
) -> Result<(persons::Model, persons::Model), Failure> {
    let today = context.clock().today();
    let mut rows = persons::Entity::find()
        .filter(persons::Column::Id.is_in([new.survivor, new.merged]))
        .filter(persons_in(scope, context.account_id()?, today))
        .order_by_asc(persons::Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await?;
    let mut find = |id| {
        let at = rows.iter().position(|row| row.id == id)?;
        Some(rows.swap_remove(at))
    };
    match (find(new.survivor), find(new.merged)) {
        (Some(survivor), Some(merged)) => Ok((survivor, merged)),
        _ => Err(Failure::NotFound),
    }
}

fn check(
    new: &NewMerge,
    survivor: &persons::Model,
    merged: &persons::Model,
) -> Result<(Vec<PersonField>, String), Failure> {
    let mut check = InputCheck::default();
    check.version(survivor.version, new.survivor_version);
    check.require(
        merged.version == new.merged_version,
        "mergedVersion",
        ProblemCode::Conflict,
    );
    let fields: Result<Vec<PersonField>, _> = new.take.iter().map(|key| key.parse()).collect();
    if fields.is_err() {
        check.note(Problem::new("take", ProblemCode::Unknown));
    }
    let reason = check.required_text("reason", &new.reason, REASON_LENGTH_MAX);
    check.finish()?;
    Ok((fields.unwrap_or_default(), reason))
}

/// The survivor with the values chosen.
fn choose(
    context: &CountyContext,
    survivor: &persons::Model,
    merged: &persons::Model,
    take: &[PersonField],
) -> persons::Model {
    let mut after = survivor.clone();
    for field in take {
        match field {
            PersonField::GivenName => after.given_name.clone_from(&merged.given_name),
            PersonField::FamilyName => after.family_name.clone_from(&merged.family_name),
            PersonField::BirthDate => after.birth_date = merged.birth_date,
            PersonField::Gender => after.gender = merged.gender,
            PersonField::Nationality => after.nationality = merged.nationality,
            PersonField::FirstLanguage => after.first_language.clone_from(&merged.first_language),
            PersonField::InterpreterNeeded => after.interpreter_needed = merged.interpreter_needed,
            PersonField::Municipality => {
                after.municipality_ags.clone_from(&merged.municipality_ags);
            }
            PersonField::ResidenceStatus => after.residence_status = merged.residence_status,
            PersonField::ArrivedOn => after.arrived_on = merged.arrived_on,
            PersonField::Refugee => after.refugee = merged.refugee,
            PersonField::SpecialNeed => after.special_need = merged.special_need,
            PersonField::GoodChances => after.good_chances = merged.good_chances,
        }
    }
    after.name_search = fold_name(&format!("{} {}", after.family_name, after.given_name));
    after.version = survivor.version + 1;
    after.updated_at = context.clock().now();
    after
}

/// Gives everything of the second to the first. What the first had at the same time is taken away: nobody
/// belongs to a household twice.
async fn unite(
    context: &CountyContext,
    transaction: &TenantTransaction,
    survivor: persons::Model,
    merged: persons::Model,
) -> Result<MergeRecord, Failure> {
    let (from, to) = (merged.id, survivor.id);
    let present = state_of(transaction, to, survivor.version).await?;
    let dropped_memberships: Vec<_> = memberships_of(transaction, from)
        .await?
        .into_iter()
        .filter(|row| {
            let same = present.memberships.iter();
            let mut same = same.filter(|other| other.household_id == row.household_id);
            same.any(|other| {
                overlap(
                    (row.valid_from, row.valid_to),
                    (other.valid_from, other.valid_to),
                )
            })
        })
        .collect();
    let dropped_programmes: Vec<_> = programmes_of(transaction, from)
        .await?
        .into_iter()
        .filter(|row| {
            let same = present.programmes.iter();
            let mut same = same.filter(|other| other.programme == row.programme);
            same.any(|other| {
                overlap(
                    (row.valid_from, row.valid_to),
                    (other.valid_from, other.valid_to),
                )
            })
        })
        .collect();
    for row in &dropped_memberships {
        let delete = household_members::Entity::delete_by_id(row.id);
        delete.exec(transaction).await?;
    }
    for row in &dropped_programmes {
        let delete = person_programmes::Entity::delete_by_id(row.id);
        delete.exec(transaction).await?;
    }
    let moved = rows_of(transaction, from).await?;
    give_rows(transaction, &moved, to).await?;
    let now = context.clock().now();
    let decisions = move_decisions(transaction, (from.0, to.0), now).await?;
    Ok(MergeRecord {
        survivor,
        merged,
        moved,
        dropped_memberships,
        dropped_programmes,
        decisions,
        earlier_merges: redirect_merges(transaction, from, to).await?,
        after: present,
    })
}

type Period = (NaiveDate, Option<NaiveDate>);

fn overlap((from, to): Period, (other_from, other_to): Period) -> bool {
    let begins_before_end =
        |begin: NaiveDate, end: Option<NaiveDate>| end.is_none_or(|end| begin <= end);
    begins_before_end(from, other_to) && begins_before_end(other_from, to)
}

/// Ids that led to the record that goes lead on.
async fn redirect_merges(
    transaction: &TenantTransaction,
    from: PersonId,
    to: PersonId,
) -> Result<Vec<PersonMergeId>, Failure> {
    let leading: Vec<PersonMergeId> = person_merges::Entity::find()
        .select_only()
        .column(person_merges::Column::Id)
        .filter(person_merges::Column::LeadsTo.eq(from))
        .order_by_asc(person_merges::Column::Id)
        .into_tuple()
        .all(transaction)
        .await?;
    lead_to(transaction, &leading, to).await?;
    Ok(leading)
}

/// Makes merges lead to that person.
pub(crate) async fn lead_to(
    transaction: &TenantTransaction,
    merges: &[PersonMergeId],
    to: PersonId,
) -> Result<(), Failure> {
    if merges.is_empty() {
        return Ok(());
    }
    person_merges::Entity::update_many()
        .col_expr(person_merges::Column::LeadsTo, Expr::value(to.0))
        .filter(Condition::all().add(person_merges::Column::Id.is_in(merges.iter().copied())))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Writes all data of a person, and what they are found by.
pub(crate) async fn write_person(
    transaction: &TenantTransaction,
    person: &persons::Model,
) -> Result<(), Failure> {
    let row = person.clone().into_active_model().reset_all();
    let row = persons::ActiveModel {
        id: Set(person.id),
        ..row
    };
    persons::Entity::update(row)
        .exec_without_returning(transaction)
        .await?;
    reindex_person(transaction, person).await?;
    Ok(())
}

/// The cases that went from one record to the other.
pub(crate) fn cases_among(record: &MergeRecord) -> Vec<uuid::Uuid> {
    let moved = record.moved.iter();
    let cases = moved.filter(|rows| rows.table == "cases");
    cases.flat_map(|rows| rows.ids.iter().copied()).collect()
}

/// Writes the audit entry about both, makes it last, and tells that the cases look different.
pub(crate) async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    (survivor, merged): (PersonId, PersonId),
    cases: Vec<uuid::Uuid>,
) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: Permission::PersonMerge.key(),
        object_kind: "person",
        object_id: Some(survivor.0),
        person_ids: vec![survivor.0, merged.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    for case in cases {
        context.events().announce(TenantEvent::CaseChanged(case));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
