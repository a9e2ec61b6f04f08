//! Joining and leaving a household.

use chrono::{Months, NaiveDate};
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use tenants::CountyContext;

use crate::{
    case_scope::{households_in, persons_in},
    check_input::InputCheck,
    model::{
        Household, HouseholdId, HouseholdMember, MembershipId, NewMembership, limits::AGE_YEARS_MAX,
    },
    privacy::check_unrestricted,
    tables::{household_members, households, persons},
};

/// Adds a member. Needs [`Permission::HouseholdUpdate`] for the household.
///
/// # Errors
/// `Taken` on `personId` if the person belongs to the household already, `Unknown` if the person is
/// out of scope; `Conflict` on `version` if somebody changed the household since it was read.
pub async fn add_household_member(
    context: &CountyContext,
    id: HouseholdId,
    expected_version: i32,
    member: NewMembership,
) -> Result<Household, Failure> {
    let transaction = context.database().begin().await?;
    let household = lock_household(context, &transaction, id).await?;
    let mut check = InputCheck::default();
    check.version(household.version, expected_version);
    check_member(context, &transaction, &mut check, &member).await?;
    let belongs = household
        .members
        .iter()
        .any(|present| present.person_id == member.person_id && present.valid_to.is_none());
    check.require(!belongs, "personId", ProblemCode::Taken);
    check.finish()?;
    insert_member(&transaction, id, &member).await?;
    raise_version(&transaction, &household).await?;
    finish_household(context, transaction, id).await
}

/// Ends a membership with that day. Needs [`Permission::HouseholdUpdate`] for the household.
///
/// # Errors
/// `Unknown` on `membershipId` if it is no membership that goes on; `TooEarly` or `InTheFuture` on
/// `validTo`; `Conflict` on `version`.
pub async fn end_household_membership(
    context: &CountyContext,
    id: HouseholdId,
    expected_version: i32,
    membership: MembershipId,
    last_day: NaiveDate,
) -> Result<Household, Failure> {
    let transaction = context.database().begin().await?;
    let household = lock_household(context, &transaction, id).await?;
    let mut check = InputCheck::default();
    check.version(household.version, expected_version);
    let going_on = household
        .members
        .iter()
        .find(|member| member.id == membership && member.valid_to.is_none());
    match going_on {
        Some(member) => {
            check.past_date(
                "validTo",
                last_day,
                member.valid_from,
                context.clock().today(),
            );
            check_unrestricted(&transaction, member.person_id, "membershipId").await?;
        }
        None => check.note(Problem::new("membershipId", ProblemCode::Unknown)),
    }
    check.finish()?;
    let ended = household_members::ActiveModel {
        id: Set(membership),
        valid_to: Set(Some(last_day)),
        ..Default::default()
    };
    household_members::Entity::update(ended)
        .exec_without_returning(&transaction)
        .await?;
    raise_version(&transaction, &household).await?;
    finish_household(context, transaction, id).await
}

async fn lock_household(
    context: &CountyContext,
    transaction: &TenantTransaction,
    id: HouseholdId,
) -> Result<Household, Failure> {
    let scope = context.authorize(Permission::HouseholdUpdate)?;
    let visible = households_in(&scope, context.account_id()?, context.clock().today());
    let query = households::Entity::find_by_id(id)
        .filter(visible)
        .lock_exclusive();
    let row = query.one(transaction).await?.ok_or(Failure::NotFound)?;
    with_members(transaction, row).await
}

/// Notes what is wrong with a membership that somebody entered.
pub(crate) async fn check_member(
    context: &CountyContext,
    transaction: &TenantTransaction,
    check: &mut InputCheck,
    member: &NewMembership,
) -> Result<(), Failure> {
    let today = context.clock().today();
    let earliest = today - Months::new(12 * AGE_YEARS_MAX);
    check.past_date("validFrom", member.valid_from, earliest, today);
    let scope = context.authorize(Permission::PersonRead)?;
    let query = persons::Entity::find_by_id(member.person_id).filter(persons_in(
        &scope,
        context.account_id()?,
        today,
    ));
    let found = query.one(transaction).await?.is_some();
    check.require(found, "personId", ProblemCode::Unknown);
    // Nothing is said of a person whom the actor may not see.
    if found {
        check_unrestricted(transaction, member.person_id, "personId").await?;
    }
    Ok(())
}

/// Adds the row of a membership.
pub(crate) async fn insert_member(
    transaction: &TenantTransaction,
    household_id: HouseholdId,
    member: &NewMembership,
) -> Result<(), Failure> {
    let row = household_members::Model {
        id: MembershipId::generate(),
        household_id,
        person_id: member.person_id,
        role: member.role,
        valid_from: member.valid_from,
        valid_to: None,
    };
    let insert = household_members::Entity::insert(row.into_active_model());
    insert.exec_without_returning(transaction).await?;
    Ok(())
}

async fn raise_version(
    transaction: &TenantTransaction,
    household: &Household,
) -> Result<(), Failure> {
    let raised = households::ActiveModel {
        id: Set(household.id),
        version: Set(household.version + 1),
        ..Default::default()
    };
    households::Entity::update(raised)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Writes the audit entry, makes the change last and gives the household as it is now.
pub(crate) async fn finish_household(
    context: &CountyContext,
    transaction: TenantTransaction,
    id: HouseholdId,
) -> Result<Household, Failure> {
    let household = load_household(&transaction, id).await?;
    let entry = AuditEntry {
        action: Permission::HouseholdUpdate.key(),
        object_kind: "household",
        object_id: Some(id.0),
        person_ids: household
            .members
            .iter()
            .map(|member| member.person_id.0)
            .collect(),
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(household)
}

/// The household with its members; the caller knows that the actor may see it.
pub(crate) async fn load_household(
    connection: &impl ConnectionTrait,
    id: HouseholdId,
) -> Result<Household, Failure> {
    let row = households::Entity::find_by_id(id)
        .one(connection)
        .await?
        .ok_or(Failure::NotFound)?;
    with_members(connection, row).await
}

async fn with_members(
    connection: &impl ConnectionTrait,
    row: households::Model,
) -> Result<Household, Failure> {
    let members = household_members::Entity::find()
        .filter(household_members::Column::HouseholdId.eq(row.id))
        .order_by_asc(household_members::Column::ValidFrom)
        .order_by_asc(household_members::Column::Id)
        .all(connection)
        .await?;
    Ok(build_household(
        row,
        members.into_iter().map(HouseholdMember::from).collect(),
    ))
}

/// Puts a household and its members together.
pub(crate) fn build_household(row: households::Model, members: Vec<HouseholdMember>) -> Household {
    Household {
        id: row.id,
        name: row.name,
        version: row.version,
        registered_by: row.registered_by,
        created_at: row.created_at,
        members,
    }
}

#[cfg(test)]
mod tests;
