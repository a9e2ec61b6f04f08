//! Reading persons.

use std::collections::HashMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};
use tenants::CountyContext;

use crate::{
    case_scope::{is_one_of, no_row, persons_in},
    model::{Person, PersonCursor, PersonFilter, PersonId, search_words},
    tables::persons,
};

/// A person in scope, or none. Needs [`Permission::PersonRead`].
pub async fn find_person(context: &CountyContext, id: PersonId) -> Result<Option<Person>, Failure> {
    Ok(persons_by_ids(context, &[id]).await?.remove(&id))
}

/// Those of the persons that are in scope, for loaders: one statement and the audit entry. Needs
/// [`Permission::PersonRead`].
pub async fn persons_by_ids(
    context: &CountyContext,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Person>, Failure> {
    let wanted = is_one_of(context.database().get_database_backend(), persons::Column::Id, ids.iter().copied());
    let rows = persons_in_scope(context)?.filter(wanted).all(context.database()).await?;
    let persons = audited(context, rows).await?;
    Ok(persons.into_iter().map(|person| (person.id, person)).collect())
}

/// Persons in scope by family and given name. Needs [`Permission::PersonRead`].
pub async fn list_persons(
    context: &CountyContext,
    filter: &PersonFilter,
    page: &PageRequest<PersonCursor>,
) -> Result<Page<Person>, Failure> {
    let mut query = persons_in_scope(context)?
        .filter(matches(filter))
        .order_by_asc(persons::Column::NameSearch)
        .order_by_asc(persons::Column::Id)
        .limit(u64::from(page.size) + 1);
    if let Some(PersonCursor(after)) = page.after {
        let position = Expr::tuple([name_of(after), Expr::val(after)]);
        let columns = [persons::Column::NameSearch, persons::Column::Id];
        query = query.filter(Expr::tuple(columns.map(Expr::col)).gt(position));
    }
    let page = Page::from_overfull(query.all(context.database()).await?, page.size);
    Ok(Page { rows: audited(context, page.rows).await?, has_next: page.has_next })
}

/// How many persons the list has. Needs [`Permission::PersonRead`].
pub async fn count_persons(context: &CountyContext, filter: &PersonFilter) -> Result<u64, Failure> {
    let query = persons_in_scope(context)?
        .filter(matches(filter))
        .select_only()
        .column_as(persons::Column::Id.count(), "count");
    let count: Option<i64> = query.into_tuple().one(context.database()).await?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

fn persons_in_scope(context: &CountyContext) -> Result<Select<persons::Entity>, Failure> {
    let scope = context.authorize(Permission::PersonRead)?;
    let today = context.clock().today();
    Ok(persons::Entity::find().filter(persons_in(&scope, context.account_id()?, today)))
}

/// Every word that is searched for begins a word of the name.
pub(crate) fn name_matches(words: &[String]) -> Condition {
    words.iter().fold(Condition::all(), |all, word| {
        all.add(persons::Column::NameSearch.like(format!("% {word}%")))
    })
}

/// A search for signs only finds nobody.
fn matches(filter: &PersonFilter) -> Condition {
    let search = filter.search.as_deref().map(str::trim).unwrap_or_default();
    let words = search_words(search);
    if words.is_empty() && !search.is_empty() {
        return no_row();
    }
    name_matches(&words)
}

/// The folded name of a person, looked up by the database.
pub(crate) fn name_of(id: PersonId) -> Expr {
    let query = persons::Entity::find_by_id(id).select_only().column(persons::Column::NameSearch);
    Expr::SubQuery(None, Box::new(query.into_query().into()))
}

async fn audited(context: &CountyContext, rows: Vec<persons::Model>) -> Result<Vec<Person>, Failure> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let entry = AuditEntry {
        action: Permission::PersonRead.key(),
        object_kind: "person",
        object_id: if let [only] = rows.as_slice() { Some(only.id.0) } else { None },
        person_ids: rows.iter().map(|row| row.id.0).collect(),
    };
    audit::record_read(context, entry).await?;
    Ok(rows.into_iter().map(Person::from).collect())
}
