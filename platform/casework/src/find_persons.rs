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
    tables::{person_merges, persons},
};

/// A person in scope, or none. Needs [`Permission::PersonRead`].
///
/// The id of a record that became part of another one leads to that one.
pub async fn find_person(context: &CountyContext, id: PersonId) -> Result<Option<Person>, Failure> {
    match persons_by_ids(context, &[id]).await?.remove(&id) {
        Some(person) => Ok(Some(person)),
        None => find_merged(context, id).await,
    }
}

/// The person in scope that a record became part of. One statement more whether there is no such record, it is out of
/// scope or never was.
async fn find_merged(context: &CountyContext, id: PersonId) -> Result<Option<Person>, Failure> {
    let leads_to = person_merges::Entity::find()
        .select_only()
        .column(person_merges::Column::LeadsTo)
        .filter(person_merges::Column::MergedId.eq(id))
        .filter(person_merges::Column::UndoneAt.is_null())
        .into_query();
    let rows = persons_in_scope(context)?
        .filter(persons::Column::Id.in_subquery(leads_to))
        .all(context.database())
        .await?;
    Ok(audited(context, rows).await?.pop())
}

/// Those of the persons that are in scope, for loaders: one statement and the audit entry. Needs
/// [`Permission::PersonRead`].
pub async fn persons_by_ids(
    context: &CountyContext,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Person>, Failure> {
    let wanted = is_one_of(
        context.database().get_database_backend(),
        persons::Column::Id,
        ids.iter().copied(),
    );
    let rows = persons_in_scope(context)?
        .filter(wanted)
        .all(context.database())
        .await?;
    let persons = audited(context, rows).await?;
    Ok(persons
        .into_iter()
        .map(|person| (person.id, person))
        .collect())
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
    Ok(Page {
        rows: audited(context, page.rows).await?,
        has_next: page.has_next,
    })
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
    let query = persons::Entity::find_by_id(id)
        .select_only()
        .column(persons::Column::NameSearch);
    Expr::SubQuery(None, Box::new(query.into_query().into()))
}

pub(crate) async fn audited(
    context: &CountyContext,
    rows: Vec<persons::Model>,
) -> Result<Vec<Person>, Failure> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let entry = AuditEntry {
        action: Permission::PersonRead.key(),
        object_kind: "person",
        object_id: if let [only] = rows.as_slice() {
            Some(only.id.0)
        } else {
            None
        },
        person_ids: rows.iter().map(|row| row.id.0).collect(),
    };
    audit::record_read(context, entry).await?;
    Ok(rows.into_iter().map(Person::from).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, testing::Store};

    use super::*;
    use crate::{
        create_household,
        model::{HouseholdRole, NewCase, NewMembership},
        open_case,
        testing::{AHLEN_KI, Fixture, day, intake},
    };

    fn search(text: &str) -> PersonFilter {
        PersonFilter {
            search: Some(text.to_owned()),
        }
    }

    #[tokio::test]
    async fn persons_are_found_however_their_names_are_typed() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            for (given_name, family_name) in [
                ("Jürgen", "Groß"),
                ("Ayşe", "Müller"),
                ("Amina", "Al-Hassan"),
            ] {
                fixture.person(&lead, given_name, family_name).await;
            }
            for (text, expected) in [
                ("mueller", vec!["Müller"]),
                ("MULL", vec!["Müller"]),
                ("ayse", vec!["Müller"]),
                ("gross juer", vec!["Groß"]),
                ("hassan", vec!["Al-Hassan"]),
                ("assan", vec![]),
                ("_", vec![]),
                (" ", vec!["Al-Hassan", "Groß", "Müller"]),
            ] {
                let page = PageRequest {
                    size: 10,
                    after: None,
                };
                let list = list_persons(&lead, &search(text), &page)
                    .await
                    .expect("lists");
                let names: Vec<&str> = list
                    .rows
                    .iter()
                    .map(|person| person.family_name.as_str())
                    .collect();
                assert_eq!(names, expected, "{store:?} {text}");
                let count = count_persons(&lead, &search(text)).await.expect("counts");
                assert_eq!(count, expected.len() as u64);
            }
        }
    }

    #[tokio::test]
    async fn pages_of_persons_are_the_whole_list() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            for index in 0..9 {
                fixture
                    .person(&lead, "Amina", ["Çelik", "Demir", "celik"][index % 3])
                    .await;
            }
            let all = PersonFilter::default();
            let whole = list_persons(
                &lead,
                &all,
                &PageRequest {
                    size: 100,
                    after: None,
                },
            )
            .await
            .expect("lists");
            for size in [1, 4, 9] {
                let mut walked = Vec::new();
                let mut request = PageRequest { size, after: None };
                loop {
                    let part = list_persons(&lead, &all, &request).await.expect("lists");
                    request.after = part.rows.last().map(|last| PersonCursor(last.id));
                    walked.extend(part.rows);
                    if !part.has_next {
                        break;
                    }
                }
                assert!(walked == whole.rows, "{store:?} by {size}");
            }
        }
    }

    #[tokio::test]
    async fn a_person_is_seen_by_who_registered_them_until_a_case_says_otherwise() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let scope = || Scope::carrier("wohlfahrtsverband".parse().expect("a key"));
            let (registrar, colleague) = (
                fixture.case_manager(scope()).await,
                fixture.case_manager(scope()).await,
            );
            let ahlen = fixture
                .case_manager(Scope::unit("ahlen".parse().expect("a key")))
                .await;
            let client = fixture.person(&registrar, "Amina", "Haddad").await;
            let child = fixture.person(&registrar, "Omar", "Haddad").await;
            let sees = async |context: &CountyContext| {
                let found = persons_by_ids(context, &[client.id, child.id])
                    .await
                    .expect("reads");
                (
                    found.contains_key(&client.id),
                    found.contains_key(&child.id),
                )
            };
            assert_eq!(sees(&registrar).await, (true, true));
            assert_eq!(sees(&colleague).await, (false, false));
            let members = [
                (client.id, HouseholdRole::Adult),
                (child.id, HouseholdRole::Child),
            ];
            let members = members.map(|(person_id, role)| NewMembership {
                person_id,
                role,
                valid_from: day("2026-01-01"),
            });
            let household = create_household(&registrar, "Familie Haddad", members.to_vec(), None)
                .await
                .expect("makes");
            let new = NewCase {
                household_id: Some(household.id),
                ..intake(&client, AHLEN_KI)
            };
            open_case(&lead, new, None).await.expect("opens");
            assert_eq!(
                sees(&ahlen).await,
                (true, true),
                "{store:?}: client and household"
            );
            assert_eq!(
                sees(&registrar).await,
                (false, true),
                "the client has a case elsewhere"
            );
            assert_eq!(sees(&lead).await, (true, true));
        }
    }

    #[tokio::test]
    async fn a_list_needs_two_statements() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        fixture.person(&lead, "Amina", "Haddad").await;
        let request = fixture.again(&lead);
        let page = PageRequest {
            size: 50,
            after: None,
        };
        list_persons(&request, &PersonFilter::default(), &page)
            .await
            .expect("lists");
        assert_eq!(request.database().statements().total(), 2);
    }
}
