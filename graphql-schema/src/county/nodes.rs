//! Things that can be read again by their id alone.

use async_graphql::{Context, ID, Interface, Object, Result};
use casework::{
    find_case, find_household, find_person,
    model::{CaseId, HouseholdId, PersonId},
};

use super::{cases::Case, households::Household, persons::Person};
use crate::{
    caller::{caller, county},
    errors::Answer,
    ids::{NodeKind, parse_global_id},
};

/// Something that can be read again by its id alone.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "The global id."))]
pub enum Node {
    /// A case.
    Case(Box<Case>),
    /// A person.
    Person(Box<Person>),
    /// A household.
    Household(Box<Household>),
}

/// Fields about things of any kind.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// A case, person or household in the viewer's scope by its id; null if there is none.
    /// Permission: that of the kind, as for the fields `case`, `person` and `household`.
    #[graphql(complexity = "10 + child_complexity")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Node>> {
        let (context, caller) = (county(ctx), caller(ctx));
        let locale = caller.locale();
        let node = match parse_global_id(&id) {
            Some((NodeKind::Case, uuid)) => find_case(context, CaseId(uuid))
                .await
                .or_top_level(locale)?
                .map(|case| Node::Case(Box::new(Case::for_caller(case, caller)))),
            Some((NodeKind::Person, uuid)) => find_person(context, PersonId(uuid))
                .await
                .or_top_level(locale)?
                .map(|person| Node::Person(Box::new(Person::for_caller(person, caller)))),
            Some((NodeKind::Household, uuid)) => find_household(context, HouseholdId(uuid))
                .await
                .or_top_level(locale)?
                .map(|household| {
                    Node::Household(Box::new(Household::for_caller(household, caller)))
                }),
            _ => None,
        };
        Ok(node)
    }
}
