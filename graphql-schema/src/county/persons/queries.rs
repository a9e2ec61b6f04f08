//! Reading persons.

use async_graphql::{Context, ID, Object, Result};
use casework::{
    count_persons, find_person, list_persons,
    model::{self, PersonCursor, PersonFilter, PersonId},
};

use super::Person;
use crate::{
    caller::{caller, county},
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::Answer,
    ids::NodeKind,
    input::given,
};

/// Fields about persons.
#[derive(Default)]
pub struct PersonQuery;

#[Object]
impl PersonQuery {
    /// Persons in the viewer's scope by family and given name. Permission: person.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words that begin words of the name, however accents and umlauts are typed; \
                          100 characters at most."
        )]
        name: Option<String>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<PersonConnection> {
        let context = county(ctx);
        let page = page_request::<PersonCursor>(context.locale(), first, after.as_deref())?;
        let filter = PersonFilter {
            search: given(name),
        };
        let persons = list_persons(context, &filter, &page)
            .await
            .or_top_level(context.locale())?;
        let position = PagePosition::of(&persons, &page);
        let row = |person: model::Person| {
            (
                cursor_text(&PersonCursor(person.id)),
                Person::for_caller(person, caller(ctx)),
            )
        };
        Ok(PersonConnection::new(
            position,
            persons.rows.into_iter().map(row),
            PersonTotal { filter },
        ))
    }

    /// A person in the viewer's scope; null if there is none. Permission: person.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's id.")] id: ID,
    ) -> Result<Option<Person>> {
        let id = PersonId(NodeKind::Person.uuid_to_ask_for(&id));
        let person = find_person(county(ctx), id)
            .await
            .or_top_level(county(ctx).locale())?;
        Ok(person.map(|person| Person::for_caller(person, caller(ctx))))
    }
}

connection_types!("persons", PersonConnection, PersonEdge, Person, total: PersonTotal);

/// What `totalCount` counts.
pub struct PersonTotal {
    filter: PersonFilter,
}

impl PersonTotal {
    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        count_persons(county(ctx), &self.filter)
            .await
            .or_top_level(county(ctx).locale())
    }
}
