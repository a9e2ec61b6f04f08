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
    programmes::set_programmes,
    search_index::index_person,
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
        let earlier = persons::Entity::find_by_id(PersonId(id))
            .one(&transaction)
            .await?;
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
    let person = persons::Entity::insert(row)
        .exec_with_returning(&transaction)
        .await?;
    set_programmes(context, &transaction, id, &details.programmes).await?;
    index_person(&transaction, &person).await?;
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

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::testing::{Fixture, day, details, idempotency_key, problems};

    #[tokio::test]
    async fn a_person_is_kept_as_entered() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = register_person(&lead, details(" Änne ", "Groß-Öztürk"), None)
                .await
                .expect("registers");
            assert_eq!(person.display_name(), "Änne Groß-Öztürk");
            assert_eq!(
                person.nationality.map(|code| code.to_string()).as_deref(),
                Some("SY")
            );
            assert_eq!(
                (person.version, person.registered_by),
                (1, lead.account_id().expect("signed in"))
            );
            let found = crate::find_person(&lead, person.id).await.expect("reads");
            assert_eq!(found, Some(person));
        }
    }

    #[tokio::test]
    async fn every_problem_is_named_at_once() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let wrong = PersonDetails {
            given_name: String::new(),
            family_name: "x".repeat(101),
            birth_date: Some(day("1890-01-01")),
            arrived_on: Some(day("2027-01-01")),
            nationality: Some("Syrien".to_owned()),
            first_language: Some("klingon".to_owned()),
            municipality: Some("05111000".to_owned()),
            ..PersonDetails::default()
        };
        assert_eq!(
            problems(register_person(&lead, wrong, None).await),
            [
                ("givenName", Required),
                ("familyName", TooLong),
                ("firstLanguage", Unknown),
                ("municipality", Unknown),
                ("nationality", Unknown),
                ("birthDate", TooEarly),
                ("arrivedOn", InTheFuture),
            ]
        );
        assert_eq!(fixture.count::<persons::Entity>(&lead).await, 0);
    }

    #[tokio::test]
    async fn the_same_submission_twice_registers_one_person() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let register = || {
                register_person(
                    &lead,
                    details("Amina", "Haddad"),
                    idempotency_key("form-7", "a"),
                )
            };
            let (one, two) = tokio::join!(register(), register());
            assert_eq!(
                one.expect("registers").id,
                two.expect("finds").id,
                "{store:?}"
            );
            assert_eq!(fixture.count::<persons::Entity>(&lead).await, 1);
        }
    }
}
