//! Lists of cases: one statement for cases and clients, one for referrals, one for the audit entry;
//! one for the count, and none but that where only the count is asked for.

use async_graphql::{Context, Result};
use casework::{
    count_cases, list_cases,
    model::{self, CaseCursor, CaseFilter, CaseOverview},
};
use kernel::paging::PageRequest;

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
    let is_selected = |field: &&str| ctx.look_ahead().field(field).exists();
    if is_selected(&"totalCount") && !["nodes", "edges", "pageInfo"].iter().any(is_selected) {
        return Ok(only_counted(&page, filter));
    }
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

/// A list of which only the count is wanted: nobody's data are read, so nothing is written
/// down. The count itself asks for the permission.
fn only_counted(page: &PageRequest<CaseCursor>, filter: CaseFilter) -> CaseConnection {
    let position = PagePosition {
        is_first: page.after.is_none(),
        has_next: false,
    };
    CaseConnection::new(position, std::iter::empty(), CaseTotal { filter })
}
