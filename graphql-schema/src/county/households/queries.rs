//! Reading households.

use async_graphql::{Context, ID, Object, Result};
use casework::{find_household, model::HouseholdId};

use super::Household;
use crate::{
    caller::{caller, county},
    errors::Answer,
    ids::NodeKind,
};

/// Fields about households.
#[derive(Default)]
pub struct HouseholdQuery;

#[Object]
impl HouseholdQuery {
    /// A household in the viewer's scope; null if there is none. Permission: household.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn household(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The household's id.")] id: ID,
    ) -> Result<Option<Household>> {
        let id = HouseholdId(NodeKind::Household.uuid_to_ask_for(&id));
        let household = find_household(county(ctx), id)
            .await
            .or_top_level(county(ctx).locale())?;
        Ok(household.map(|household| Household::for_caller(household, caller(ctx))))
    }
}
