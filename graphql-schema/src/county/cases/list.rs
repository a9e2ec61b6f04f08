//! Lists of cases: one statement for cases and clients, one for referrals, one for the audit entry.

use async_graphql::{Context, Result};
use casework::{
    count_cases, list_cases,
    model::{self, CaseCursor, CaseFilter, CaseOverview},
};

use super::{Case, CaseOrder, CaseSelection};
use crate::{
    caller::{caller, county},
    connection::{PagePosition, connection_types, cursor_text, page_request},
    errors::Answer,
};

connection_types!("cases", CaseConnection, CaseEdge, Case, total: CaseTotal);

/// What `totalCount` counts.
pub struct CaseTotal {
    filter: CaseFilter,
}

impl CaseTotal {
    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        count_cases(county(ctx), &self.filter)
            .await
            .or_top_level(county(ctx).locale())
    }
}

/// A page of the cases that the selection names.
pub(in crate::county) async fn cases_page(
    ctx: &Context<'_>,
    selection: CaseSelection,
    order: CaseOrder,
    first: Option<i32>,
    after: Option<String>,
) -> Result<CaseConnection> {
    let context = county(ctx);
    let locale = context.locale();
    let page = page_request::<CaseCursor>(locale, first, after.as_deref())?;
    let order: model::CaseOrder = order.into();
    let CaseSelection(filter) = selection;
    let cases = list_cases(context, &filter, order, &page)
        .await
        .or_top_level(locale)?;
    let position = PagePosition::of(&cases, &page);
    let row = |overview: CaseOverview| {
        (
            cursor_text(&overview.cursor(order.field)),
            Case::for_caller(overview, caller(ctx)),
        )
    };
    Ok(CaseConnection::new(
        position,
        cases.rows.into_iter().map(row),
        CaseTotal { filter },
    ))
}
