//! Registering a person.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    case_change::came_second,
    check_person::check_person,
    model::{Person, PersonDetails, PersonId},
    tables::persons,
};

/// Registers a person. Needs [`Permission::PersonRegister`]. Until the person has a case, only the
/// actor and those who see the whole county find it.
///
/// # Errors
/// Every problem of the details; `Unknown` for keys that the county does not have.
pub async fn register_person(
    context: &CountyContext,
    details: PersonDetails,
    key: Option<IdempotencyKey>,
) -> Result<Person, Failure> {
    context.authorize(Permission::PersonRegister)?;
    match try_register(context, &details, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_register(context, &details, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_register(
    context: &CountyContext,
    details: &PersonDetails,
    key: Option<&IdempotencyKey>,
) -> Result<Person, Failure> {
    let now = context.clock().now();
    let transaction = context.database().begin().await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = persons::Entity::find_by_id(PersonId(id)).one(&transaction).await?;
        return earlier.map(Person::from).ok_or(Failure::NotFound);
    }
    let id = PersonId::generate();
    let row = persons::ActiveModel {
        id: Set(id),
        version: Set(1),
        registered_by: Set(context.account_id()?),
        created_at: Set(now),
        updated_at: Set(now),
        ..check_person(context.county(), details, context.clock().today())?
    };
    let person = persons::Entity::insert(row).exec_with_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, id.0).await?;
    }
    let entry = AuditEntry {
        action: Permission::PersonRegister.key(),
        object_kind: "person",
        object_id: Some(id.0),
        person_ids: vec![id.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(person.into())
}
