//! What a person's data were before they were corrected.

use kernel::{access::Permission, database::TenantTransaction, errors::Failure};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use tenants::CountyContext;

use crate::{
    case_scope::persons_in,
    model::{PersonChange, PersonChangeId, PersonField, PersonId},
    tables::{person_changes, persons},
};

/// Changes that are shown; nobody's data are corrected as often.
const CHANGES_SHOWN_MAX: u64 = 200;

/// Keeps what differs between a person's data before and after a correction.
pub(crate) async fn keep_changes(
    context: &CountyContext,
    transaction: &TenantTransaction,
    (before, after): (&persons::Model, &persons::Model),
    reason: &str,
) -> Result<(), Failure> {
    for field in PersonField::ALL {
        let values = (value_of(before, *field), value_of(after, *field));
        if values.0 == values.1 {
            continue;
        }
        let row = person_changes::Model {
            id: PersonChangeId::generate(),
            person_id: after.id,
            field: *field,
            before: values.0,
            after: values.1,
            reason: reason.to_owned(),
            changed_at: context.clock().now(),
            changed_by: context.account_id()?,
        };
        person_changes::Entity::insert(row.into_active_model())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// What was corrected of a person, latest first. Needs [`Permission::PersonUpdate`] for the person; of others there is
/// nothing. The caller has read the person, which is written down.
pub async fn changes_of(
    context: &CountyContext,
    person: PersonId,
) -> Result<Vec<PersonChange>, Failure> {
    let scope = context.authorize(Permission::PersonUpdate)?;
    let today = context.clock().today();
    let visible = persons::Entity::find()
        .select_only()
        .column(persons::Column::Id)
        .filter(persons_in(&scope, context.account_id()?, today))
        .into_query();
    let rows = person_changes::Entity::find()
        .filter(person_changes::Column::PersonId.eq(person))
        .filter(person_changes::Column::PersonId.in_subquery(visible))
        .order_by_desc(person_changes::Column::Id)
        .limit(CHANGES_SHOWN_MAX)
        .all(context.database())
        .await?;
    Ok(rows.into_iter().map(PersonChange::from).collect())
}

/// A value as text: names as they are, days as `1999-03-12`, entries of lists by their keys, what holds as `yes`.
fn value_of(row: &persons::Model, field: PersonField) -> Option<String> {
    let yes = |holds: bool| holds.then(|| "yes".to_owned());
    match field {
        PersonField::GivenName => Some(row.given_name.clone()),
        PersonField::FamilyName => Some(row.family_name.clone()),
        PersonField::BirthDate => row.birth_date.map(|day| day.to_string()),
        PersonField::Gender => row.gender.map(|gender| gender.to_string()),
        PersonField::Nationality => row.nationality.map(|code| code.to_string()),
        PersonField::FirstLanguage => row
            .first_language
            .as_ref()
            .map(|key| key.as_str().to_owned()),
        PersonField::InterpreterNeeded => yes(row.interpreter_needed),
        PersonField::Municipality => row.municipality_ags.as_ref().map(ToString::to_string),
        PersonField::ResidenceStatus => row.residence_status.map(|status| status.to_string()),
        PersonField::ArrivedOn => row.arrived_on.map(|day| day.to_string()),
        PersonField::Refugee => yes(row.refugee),
        PersonField::SpecialNeed => yes(row.special_need),
        PersonField::GoodChances => yes(row.good_chances),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        errors::ProblemCode::TooLong,
        testing::Store,
    };

    use super::*;
    use crate::{
        model::{PersonDetails, limits::REASON_LENGTH_MAX},
        open_case,
        testing::{AHLEN_KI, Fixture, details, intake, problem},
        update_person,
    };

    #[tokio::test]
    async fn every_correction_keeps_what_was_there_and_why() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Hadad").await;
            let corrected = PersonDetails {
                birth_date: None,
                refugee: true,
                reason: "Ausweis gesehen".to_owned(),
                ..details("Amina", "Haddad")
            };
            let unchanged = PersonDetails {
                reason: String::new(),
                ..corrected.clone()
            };
            update_person(&lead, person.id, 1, corrected)
                .await
                .expect("updates");
            update_person(&lead, person.id, 2, unchanged)
                .await
                .expect("updates");
            let changes = changes_of(&lead, person.id).await.expect("reads");
            let mut kept: Vec<_> = changes
                .iter()
                .map(|change| {
                    let values = (change.before.as_deref(), change.after.as_deref());
                    (change.field, values, change.reason.as_str())
                })
                .collect();
            kept.sort();
            let why = "Ausweis gesehen";
            assert_eq!(
                kept,
                [
                    (
                        PersonField::FamilyName,
                        (Some("Hadad"), Some("Haddad")),
                        why
                    ),
                    (PersonField::BirthDate, (Some("1990-05-01"), None), why),
                    (PersonField::Refugee, (None, Some("yes")), why),
                ],
                "{store:?}"
            );
        }
    }

    #[tokio::test]
    async fn earlier_values_are_for_those_who_may_correct_them() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Hadad").await;
            open_case(&lead, intake(&person, AHLEN_KI), None)
                .await
                .expect("opens");
            update_person(&lead, person.id, 1, details("Amina", "Haddad"))
                .await
                .expect("updates");
            let unit = |key: &str| Scope::unit(key.parse().expect("a key"));
            let near = fixture.case_manager(unit("ahlen")).await;
            assert_eq!(changes_of(&near, person.id).await.expect("reads").len(), 1);
            let far = fixture.case_manager(unit("suedkreis")).await;
            assert!(
                changes_of(&far, person.id).await.expect("reads").is_empty(),
                "{store:?}"
            );
            let officer = fixture
                .signed_in(Role::AuthorityOfficer, unit("ahlen"))
                .await;
            let refused = changes_of(&officer, person.id).await;
            assert!(matches!(refused, Err(Failure::Forbidden)), "{refused:?}");
            let long = PersonDetails {
                reason: "x".repeat(REASON_LENGTH_MAX + 1),
                ..details("Amina", "Neu")
            };
            let refused = update_person(&lead, person.id, 2, long).await;
            assert_eq!(problem(refused), ("reason", TooLong));
        }
    }
}
