//! Reading households.

use std::collections::HashMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use tenants::CountyContext;

use crate::{
    case_scope::{households_in, is_one_of},
    household_members::build_household,
    model::{Household, HouseholdId, HouseholdMember, PersonId},
    tables::{household_members, households},
};

/// A household in scope, or none. Needs [`Permission::HouseholdRead`].
pub async fn find_household(
    context: &CountyContext,
    id: HouseholdId,
) -> Result<Option<Household>, Failure> {
    Ok(households_by_ids(context, &[id]).await?.remove(&id))
}

/// Those of the households that are in scope, for loaders: two statements and the audit entry.
/// Needs [`Permission::HouseholdRead`].
pub async fn households_by_ids(
    context: &CountyContext,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, Household>, Failure> {
    let backend = context.database().get_database_backend();
    let wanted = is_one_of(backend, households::Column::Id, ids.iter().copied());
    let households = load_in_scope(context, Condition::all().add(wanted)).await?;
    Ok(households
        .into_iter()
        .map(|household| (household.id, household))
        .collect())
}

/// The households in scope that the person belongs or belonged to, the latest made first. Needs
/// [`Permission::HouseholdRead`].
pub async fn households_of_person(
    context: &CountyContext,
    person: PersonId,
) -> Result<Vec<Household>, Failure> {
    let of_person = household_members::Entity::find()
        .select_only()
        .column(household_members::Column::HouseholdId)
        .filter(household_members::Column::PersonId.eq(person))
        .into_query();
    load_in_scope(
        context,
        Condition::all().add(households::Column::Id.in_subquery(of_person)),
    )
    .await
}

async fn load_in_scope(
    context: &CountyContext,
    wanted: Condition,
) -> Result<Vec<Household>, Failure> {
    let scope = context.authorize(Permission::HouseholdRead)?;
    let visible = households_in(&scope, context.account_id()?, context.clock().today());
    let rows = households::Entity::find()
        .filter(visible)
        .filter(wanted)
        .order_by_desc(households::Column::Id)
        .all(context.database())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut members = load_members(context, rows.iter().map(|row| row.id)).await?;
    let entry = AuditEntry {
        action: Permission::HouseholdRead.key(),
        object_kind: "household",
        object_id: if let [only] = rows.as_slice() {
            Some(only.id.0)
        } else {
            None
        },
        person_ids: members
            .values()
            .flatten()
            .map(|member| member.person_id.0)
            .collect(),
    };
    audit::record_read(context, entry).await?;
    let with_members = |row: households::Model| {
        let members = members.remove(&row.id).unwrap_or_default();
        build_household(row, members)
    };
    Ok(rows.into_iter().map(with_members).collect())
}

async fn load_members(
    context: &CountyContext,
    ids: impl Iterator<Item = HouseholdId>,
) -> Result<HashMap<HouseholdId, Vec<HouseholdMember>>, Failure> {
    let backend = context.database().get_database_backend();
    let rows = household_members::Entity::find()
        .filter(is_one_of(
            backend,
            household_members::Column::HouseholdId,
            ids,
        ))
        .order_by_asc(household_members::Column::ValidFrom)
        .order_by_asc(household_members::Column::Id)
        .all(context.database())
        .await?;
    let mut members: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        members
            .entry(row.household_id)
            .or_default()
            .push(row.into());
    }
    Ok(members)
}
