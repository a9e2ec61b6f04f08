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
    person_changes::keep_changes,
    privacy::check_unrestricted,
    programmes::set_programmes,
    search_index::reindex_person,
    tables::persons,
};

/// Replaces a person's data and keeps what was there before. Needs [`Permission::PersonUpdate`] for the person.
///
/// # Errors
/// `Restricted` on `personId`, `Conflict` on `version` if somebody changed the person since it was read; every problem of the
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
    check_unrestricted(&transaction, id, "personId").await?;
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
    set_programmes(context, &transaction, id, &details.programmes).await?;
    reindex_person(&transaction, &person).await?;
    let reason = details.reason.trim();
    keep_changes(context, &transaction, (&present, &person), reason).await?;
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

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::Conflict, testing::Store};

    use super::*;
    use crate::testing::{Fixture, details, problem};

    #[tokio::test]
    async fn a_correction_replaces_the_data_and_raises_the_version() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Hadad").await;
            let corrected = update_person(&lead, person.id, 1, details("Amina", "Müller"))
                .await
                .expect("updates");
            assert_eq!(
                (corrected.family_name.as_str(), corrected.version),
                ("Müller", 2)
            );
            assert_eq!(
                (corrected.registered_by, corrected.created_at),
                (person.registered_by, person.created_at)
            );
        }
    }

    #[tokio::test]
    async fn a_lost_update_is_a_conflict_and_changes_nothing() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Haddad").await;
            let change =
                |name: &'static str| update_person(&lead, person.id, 1, details("Amina", name));
            let (one, two) = tokio::join!(change("Eins"), change("Zwei"));
            let (kept, lost) = if one.is_ok() { (one, two) } else { (two, one) };
            assert_eq!(problem(lost), ("version", Conflict), "{store:?}");
            let found = crate::find_person(&lead, person.id).await.expect("reads");
            assert_eq!(found, kept.ok());
        }
    }
}
