//! Reading cases.

use async_graphql::{Context, ID, Object, Result};
use casework::{find_case, model::CaseId};

use super::{
    Case, CaseConnection, CaseOrder, CaseSelection, cases_page, filter::CaseSelectionInput,
};
use crate::{
    caller::{caller, county},
    connection::list_cost,
    errors::Answer,
    ids::NodeKind,
};

/// Fields about cases.
#[derive(Default)]
pub struct CaseQuery;

#[Object]
impl CaseQuery {
    /// Cases in the viewer's scope; open ones unless the filter says otherwise.
    /// Permission: case.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cases; all open ones if left out.")] filter: Option<
            CaseSelectionInput,
        >,
        #[graphql(desc = "In which order; the latest opened first if left out.")] order_by: Option<
            CaseOrder,
        >,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(
            desc = "The cursor after which the page begins; it holds for the same order only."
        )]
        after: Option<String>,
    ) -> Result<CaseConnection> {
        let selection = CaseSelection::read(filter).or_top_level(county(ctx).locale())?;
        cases_page(ctx, selection, order_by.unwrap_or_default(), first, after).await
    }

    /// A case in the viewer's scope; null if there is none. Permission: case.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case's id.")] id: ID,
    ) -> Result<Option<Case>> {
        let id = CaseId(NodeKind::Case.uuid_to_ask_for(&id));
        let case = find_case(county(ctx), id)
            .await
            .or_top_level(county(ctx).locale())?;
        Ok(case.map(|overview| Case::for_caller(overview, caller(ctx))))
    }
}
