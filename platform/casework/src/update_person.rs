//! Correcting a person.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, Set};
use tenants::CountyContext;

use crate::{
    case_scope::persons_in,
    check_input::InputCheck,
    check_person::check_person,
    model::{Person, PersonDetails, PersonId},
    tables::persons,
};

/// Replaces a person's data. Needs [`Permission::PersonUpdate`] for the person.
///
/// # Errors
/// `Conflict` on `version` if somebody changed the person since it was read; every problem of the
/// details.
pub async fn update_person(
    context: &CountyContext,
    id: PersonId,
    expected_version: i32,
    details: PersonDetails,
) -> Result<Person, Failure> {
    let scope = context.authorize(Permission::PersonUpdate)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let query = persons::Entity::find_by_id(id)
        .filter(persons_in(&scope, context.account_id()?, today))
        .lock_exclusive();
    let present = query.one(&transaction).await?.ok_or(Failure::NotFound)?;
    let mut check = InputCheck::default();
    check.version(present.version, expected_version);
    check.finish()?;
    let row = persons::ActiveModel {
        id: Set(id),
        version: Set(present.version + 1),
        updated_at: Set(context.clock().now()),
        ..check_person(context.county(), &details, today)?
    };
    let person = persons::Entity::update(row).exec(&transaction).await?;
    let entry = AuditEntry {
        action: Permission::PersonUpdate.key(),
        object_kind: "person",
        object_id: Some(id.0),
        person_ids: vec![id.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(person.into())
}
