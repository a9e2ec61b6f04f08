//! Undoing a merge of two persons.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use rules::move_decisions_back;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Set,
};
use tenants::CountyContext;

use crate::{
    case_scope::persons_in,
    check_input::InputCheck,
    merge_persons::{cases_among, finish, lead_to, write_person},
    model::{Person, PersonMergeId},
    person_rows::{give_rows, state_of},
    search_index::index_person,
    tables::{household_members, person_merges, person_programmes, persons},
};

/// Undoes a merge: both records are as they were, with everything that hung on each. Needs
/// [`Permission::PersonMerge`] for the person that the merge led to. Gives that person.
///
/// Contacts, referrals and everything else of a case go back with it, those recorded since the merge too.
///
/// # Errors
/// `WrongState` on `mergeId` if it is undone already; `ChangedSince` on `mergeId` if the person's data, cases,
/// memberships or programmes were changed since the merge, or if the person became part of another: what belongs to
/// whom is then for people to decide.
pub async fn undo_merge(context: &CountyContext, id: PersonMergeId) -> Result<Person, Failure> {
    let scope = context.authorize(Permission::PersonMerge)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let visible = persons::Entity::find()
        .select_only()
        .column(persons::Column::Id)
        .filter(persons_in(&scope, context.account_id()?, today))
        .into_query();
    let merge = person_merges::Entity::find_by_id(id)
        .filter(person_merges::Column::LeadsTo.in_subquery(visible))
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    let survivor = persons::Entity::find_by_id(merge.leads_to)
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    let record = &merge.record;
    let mut check = InputCheck::default();
    check.require(
        merge.undone_at.is_none(),
        "mergeId",
        ProblemCode::WrongState,
    );
    check.finish()?;
    let present = state_of(&transaction, survivor.id, survivor.version).await?;
    let mut check = InputCheck::default();
    let unchanged = merge.leads_to == merge.survivor_id && present == record.after;
    check.require(unchanged, "mergeId", ProblemCode::ChangedSince);
    check.finish()?;

    let (from, to) = (merge.survivor_id, merge.merged_id);
    persons::Entity::insert(record.merged.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    index_person(&transaction, &record.merged).await?;
    give_rows(&transaction, &record.moved, to).await?;
    for row in &record.dropped_memberships {
        household_members::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(&transaction)
            .await?;
    }
    for row in &record.dropped_programmes {
        person_programmes::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(&transaction)
            .await?;
    }
    move_decisions_back(&transaction, &record.decisions, to.0).await?;
    lead_to(&transaction, &record.earlier_merges, to).await?;
    // Counted on, not back: a form that was opened in between must not fit again.
    let restored = persons::Model {
        version: survivor.version + 1,
        ..record.survivor.clone()
    };
    write_person(&transaction, &restored).await?;
    let undone = person_merges::ActiveModel {
        id: Set(id),
        undone_at: Set(Some(context.clock().now())),
        undone_by: Set(Some(context.account_id()?)),
        ..Default::default()
    };
    person_merges::Entity::update(undone)
        .exec_without_returning(&transaction)
        .await?;
    let cases = cases_among(record);
    finish(context, transaction, (from, to), cases).await?;
    Ok(restored.into())
}
