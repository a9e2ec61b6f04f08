//! A household as the schema shows it.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use casework::model::{self, HouseholdId, PersonId};
use kernel::access::Permission;

use crate::{
    Date,
    caller::{Caller, caller, county},
    connection::list_cost,
    county::{
        cases::{CaseConnection, CaseOrder, CaseSelection, cases_page},
        persons::Person,
    },
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    loaders::find_person_of,
};

/// A household with its members, present and past. Permission: household.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Household {
    /// Its id.
    pub(in crate::county) id: ID,
    /// What it is called, such as “Familie …”.
    name: String,
    /// Counts changes of the household and its members, from 1. Send it back with a change.
    version: i32,
    /// Whether the viewer's role allows to change the household and its members.
    can_update: bool,
    #[graphql(skip)]
    key: HouseholdId,
    #[graphql(skip)]
    members: Vec<model::HouseholdMember>,
}

/// One person's membership in a household.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct HouseholdMember {
    /// Its id.
    id: ID,
    /// What the person is in the household.
    role: CodeListEntry,
    /// The first day.
    valid_from: Date,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
    /// Whether the person belongs to the household today.
    current: bool,
    #[graphql(skip)]
    person: PersonId,
}

impl Household {
    /// A household as this caller may see it.
    pub(in crate::county) fn for_caller(household: model::Household, caller: &Caller) -> Self {
        Self {
            id: NodeKind::Household.global_id(household.id.0),
            name: household.name,
            version: household.version,
            can_update: caller.may_change(Permission::HouseholdUpdate),
            key: household.id,
            members: household.members,
        }
    }
}

#[ComplexObject]
impl Household {
    /// The members by the day they came.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether past members are shown as well.", default = false)] include_past: bool,
    ) -> Vec<HouseholdMember> {
        let context = county(ctx);
        let today = context.clock().today();
        let member = |member: &model::HouseholdMember| HouseholdMember {
            id: NodeKind::HouseholdMember.global_id(member.id.0),
            role: CodeListEntry::of_platform(context.locale(), "household-role", member.role.key()),
            valid_from: member.valid_from.into(),
            valid_to: member.valid_to.map(Date::from),
            current: member.is_current_on(today),
            person: member.person_id,
        };
        let shown = |member: &&model::HouseholdMember| include_past || member.is_current_on(today);
        self.members.iter().filter(shown).map(member).collect()
    }

    /// Cases about the household, open and closed, in the viewer's scope, latest first.
    /// Permission: case.read.
    #[graphql(complexity = "20 + list_cost(first, child_complexity)")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<CaseConnection> {
        cases_page(
            ctx,
            CaseSelection::about_household(self.key),
            CaseOrder::default(),
            first,
            after,
        )
        .await
    }
}

#[ComplexObject]
impl HouseholdMember {
    /// The person; null if the viewer may not see the person.
    async fn person(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        let person = find_person_of(ctx, self.person).await?;
        Ok(person.map(|person| Person::for_caller(person, caller(ctx))))
    }
}
