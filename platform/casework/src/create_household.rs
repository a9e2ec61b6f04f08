//! Making a household.

use kernel::{access::Permission, errors::Failure, idempotency::IdempotencyKey};
use sea_orm::{EntityTrait, IntoActiveModel};
use tenants::CountyContext;

use crate::{
    case_change::came_second,
    check_input::InputCheck,
    household_members::{check_member, finish_household, insert_member},
    model::{Household, HouseholdId, NewMembership, limits::HOUSEHOLD_NAME_LENGTH_MAX},
    tables::households,
};

/// Makes a household with its first members. Needs [`Permission::HouseholdUpdate`].
///
/// # Errors
/// Every problem of the name and the members; `Unknown` on `personId` for a person out of scope.
pub async fn create_household(
    context: &CountyContext,
    name: &str,
    members: Vec<NewMembership>,
    key: Option<IdempotencyKey>,
) -> Result<Household, Failure> {
    context.authorize(Permission::HouseholdUpdate)?;
    match try_create(context, name, &members, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_create(context, name, &members, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_create(
    context: &CountyContext,
    name: &str,
    members: &[NewMembership],
    key: Option<&IdempotencyKey>,
) -> Result<Household, Failure> {
    let transaction = context.database().begin().await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        return crate::household_members::load_household(&transaction, HouseholdId(id)).await;
    }
    let mut check = InputCheck::default();
    let name = check.required_text("name", name, HOUSEHOLD_NAME_LENGTH_MAX);
    for member in members {
        check_member(context, &transaction, &mut check, member).await?;
    }
    check.finish()?;
    let row = households::Model {
        id: HouseholdId::generate(),
        name,
        version: 1,
        registered_by: context.account_id()?,
        created_at: context.clock().now(),
    };
    let id = row.id;
    households::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    for member in members {
        insert_member(&transaction, id, member).await?;
    }
    if let Some(key) = key {
        key.remember(context, &transaction, id.0).await?;
    }
    finish_household(context, transaction, id).await
}
