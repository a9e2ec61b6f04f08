//! Which programmes and services beside KIM serve a person, with their history.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use kernel::{access::Permission, database::TenantTransaction, errors::Failure};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set,
};
use tenants::{CountyContext, model::keys::ProgrammeKey};

use crate::{
    case_scope::is_one_of,
    model::{PersonId, ProgrammePeriodId},
    tables::person_programmes,
};

/// Makes the programmes of today those given, all of which are known: what is new begins today, what is left out ended
/// yesterday, and what began and ended today never was.
pub(crate) async fn set_programmes(
    context: &CountyContext,
    transaction: &TenantTransaction,
    person: PersonId,
    programmes: &[String],
) -> Result<(), Failure> {
    use person_programmes::{ActiveModel, Column, Entity, Model};
    let today = context.clock().today();
    let running = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::ValidTo.is_null())
        .all(transaction)
        .await?;
    let wanted: BTreeSet<&str> = programmes.iter().map(String::as_str).collect();
    for period in &running {
        if wanted.contains(period.programme.as_str()) {
            continue;
        }
        if period.valid_from == today {
            Entity::delete_by_id(period.id).exec(transaction).await?;
            continue;
        }
        let end = ActiveModel {
            id: Set(period.id),
            valid_to: Set(Some(today - Days::new(1))),
            ..Default::default()
        };
        Entity::update(end)
            .exec_without_returning(transaction)
            .await?;
    }
    let is_new = |key: &&str| {
        running
            .iter()
            .all(|period| period.programme.as_str() != *key)
    };
    for key in wanted.into_iter().filter(is_new) {
        let row = Model {
            id: ProgrammePeriodId::generate(),
            person_id: person,
            programme: key.parse().expect("the keys were checked"),
            valid_from: today,
            valid_to: None,
        };
        Entity::insert(row.into_active_model())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// The programmes that serve these persons on a day, in the order of their beginning.
pub(crate) async fn load_programmes(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
    on: chrono::NaiveDate,
) -> Result<BTreeMap<PersonId, Vec<ProgrammeKey>>, Failure> {
    use person_programmes::{Column, Entity};
    let backend = connection.get_database_backend();
    let still_runs = Condition::any()
        .add(Column::ValidTo.is_null())
        .add(Column::ValidTo.gte(on));
    let rows = Entity::find()
        .filter(is_one_of(
            backend,
            Column::PersonId,
            persons.iter().copied(),
        ))
        .filter(Column::ValidFrom.lte(on))
        .filter(still_runs)
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(connection)
        .await?;
    let mut programmes: BTreeMap<PersonId, Vec<ProgrammeKey>> = BTreeMap::new();
    for row in rows {
        programmes
            .entry(row.person_id)
            .or_default()
            .push(row.programme);
    }
    Ok(programmes)
}

/// The programmes that serve a person today. Needs [`Permission::PersonRead`]; the caller has read the person within
/// its scope.
pub async fn programmes_of(
    context: &CountyContext,
    person: PersonId,
) -> Result<Vec<ProgrammeKey>, Failure> {
    context.authorize(Permission::PersonRead)?;
    let today = context.clock().today();
    let mut programmes = load_programmes(context.database(), &[person], today).await?;
    Ok(programmes.remove(&person).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::Unknown, testing::Store};

    use super::*;
    use crate::{
        model::PersonDetails,
        register_person,
        testing::{Fixture, details, problem},
        update_person,
    };

    fn served_by(programmes: &[&str]) -> PersonDetails {
        PersonDetails {
            programmes: programmes.iter().map(ToString::to_string).collect(),
            ..details("Amina", "Haddad")
        }
    }

    #[tokio::test]
    async fn programmes_begin_and_end_with_the_change_that_says_so() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let registered = register_person(&lead, served_by(&["jmd"]), None).await;
            let person = registered.expect("registers");
            fixture.tenant.clock.advance(chrono::TimeDelta::days(30));
            let updated = update_person(&lead, person.id, 1, served_by(&["mbe"])).await;
            updated.expect("updates");
            let keys: Vec<String> = programmes_of(&lead, person.id)
                .await
                .expect("reads")
                .into_iter()
                .map(String::from)
                .collect();
            assert_eq!(keys, ["mbe"], "{store:?}");
            let today = lead.clock().today();
            let yesterday = today - Days::new(1);
            let before = load_programmes(lead.database(), &[person.id], yesterday).await;
            let before = before.expect("reads");
            assert_eq!(before[&person.id][0].as_str(), "jmd");
            let undone = update_person(&lead, person.id, 2, served_by(&[])).await;
            undone.expect("updates");
            let periods = fixture.count::<person_programmes::Entity>(&lead).await;
            assert_eq!(periods, 1, "what began and ended today never was");
        }
    }

    #[tokio::test]
    async fn a_programme_that_the_county_does_not_have_is_named() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let refused = register_person(&lead, served_by(&["durchstarten"]), None).await;
        assert_eq!(problem(refused), ("programmes", Unknown));
    }
}
