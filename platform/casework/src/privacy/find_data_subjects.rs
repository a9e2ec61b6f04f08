//! Finding somebody who asks what is kept, by those who otherwise see no persons.

use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::{Failure, ProblemCode},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;

use super::release::authorize_whole_county;
use crate::{
    find_persons::name_matches,
    model::{
        DataSubject, Person, PersonId, Restriction, limits::DATA_SUBJECTS_FOUND_MAX, search_words,
    },
    tables::{cases, persons, privacy::restrictions},
};

/// Persons of this name and day of birth. Both have to be known: this is no way to look through all persons. Needs
/// [`Permission::PersonReport`] in the whole county; the search is written down, also when it finds nobody.
///
/// # Errors
/// `Required` on `name` for no word.
pub async fn find_data_subjects(
    context: &CountyContext,
    name: &str,
    birth_date: NaiveDate,
) -> Result<Vec<DataSubject>, Failure> {
    authorize_whole_county(context, Permission::PersonReport)?;
    let words = search_words(name);
    if words.is_empty() {
        return Err(Failure::invalid("name", ProblemCode::Required));
    }
    let database = context.database();
    let rows = persons::Entity::find()
        .filter(persons::Column::BirthDate.eq(birth_date))
        .filter(name_matches(&words))
        .order_by_asc(persons::Column::Id)
        .limit(DATA_SUBJECTS_FOUND_MAX)
        .all(database)
        .await?;
    let ids: Vec<PersonId> = rows.iter().map(|person| person.id).collect();
    let entry = AuditEntry {
        action: Permission::PersonReport.key(),
        object_kind: "person",
        object_id: None,
        person_ids: ids.iter().map(|id| id.0).collect(),
    };
    audit::record_read(context, entry).await?;
    let marks = restrictions::Entity::find()
        .filter(restrictions::Column::PersonId.is_in(ids.clone()))
        .filter(restrictions::Column::LiftedAt.is_null());
    let marks = marks.all(database).await?;
    let mut marks: HashMap<PersonId, Restriction> = marks
        .into_iter()
        .map(|row| (row.person_id, row.into()))
        .collect();
    let counts: Vec<(PersonId, i64)> = cases::Entity::find()
        .select_only()
        .column(cases::Column::PersonId)
        .column_as(cases::Column::Id.count(), "count")
        .filter(cases::Column::PersonId.is_in(ids))
        .group_by(cases::Column::PersonId)
        .into_tuple()
        .all(database)
        .await?;
    let counts: HashMap<PersonId, i64> = counts.into_iter().collect();
    let subject = |row: persons::Model| DataSubject {
        cases: counts
            .get(&row.id)
            .copied()
            .unwrap_or_default()
            .unsigned_abs(),
        restriction: marks.remove(&row.id),
        person: Person::from(row),
    };
    Ok(rows.into_iter().map(subject).collect())
}
