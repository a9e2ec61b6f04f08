//! Reading cases: one, several, or a page of the list.
//!
//! A page costs one statement for cases and clients, one for their referrals and one for the audit
//! entry; a count is one more.

use std::collections::HashMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::{Failure, ProblemCode},
    paging::{Page, PageRequest},
};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use tenants::CountyContext;

use crate::{
    case_query::{CaseAndClient, CaseQuery},
    case_scope::is_one_of,
    model::{CaseCursor, CaseFilter, CaseId, CaseOrder, CaseOverview, CaseStateFilter, Referral},
    tables::{cases, referrals},
};

/// A case in scope, or none. Needs [`Permission::CaseRead`].
pub async fn find_case(
    context: &CountyContext,
    id: CaseId,
) -> Result<Option<CaseOverview>, Failure> {
    Ok(cases_by_ids(context, &[id]).await?.remove(&id))
}

/// Those of the cases that are in scope, open or closed, for loaders. Needs
/// [`Permission::CaseRead`].
pub async fn cases_by_ids(
    context: &CountyContext,
    ids: &[CaseId],
) -> Result<HashMap<CaseId, CaseOverview>, Failure> {
    let scope = context.authorize(Permission::CaseRead)?;
    let backend = context.database().get_database_backend();
    let all = CaseFilter {
        state: CaseStateFilter::All,
        ..CaseFilter::default()
    };
    let wanted = is_one_of(backend, cases::Column::Id, ids.iter().copied());
    let rows = CaseQuery::build(context, &scope, &all)?
        .with(wanted)
        .load(context)
        .await?;
    let overviews = overviews(context, rows).await?;
    Ok(overviews
        .into_iter()
        .map(|overview| (overview.case.id, overview))
        .collect())
}

/// Cases in scope, with their clients and referrals. Needs [`Permission::CaseRead`].
///
/// # Errors
/// `Malformed` on `after` if the cursor comes from a list in another order.
pub async fn list_cases(
    context: &CountyContext,
    filter: &CaseFilter,
    order: CaseOrder,
    page: &PageRequest<CaseCursor>,
) -> Result<Page<CaseOverview>, Failure> {
    let scope = context.authorize(Permission::CaseRead)?;
    let mut query = CaseQuery::build(context, &scope, filter)?.sorted(order);
    if let Some(after) = &page.after {
        if after.position.field() != order.field {
            return Err(Failure::invalid("after", ProblemCode::Malformed));
        }
        query = query.after(order.direction, after);
    }
    let rows = query
        .limited(u64::from(page.size) + 1)
        .load(context)
        .await?;
    let page = Page::from_overfull(rows, page.size);
    Ok(Page {
        rows: overviews(context, page.rows).await?,
        has_next: page.has_next,
    })
}

/// How many cases the list has. Needs [`Permission::CaseRead`].
pub async fn count_cases(context: &CountyContext, filter: &CaseFilter) -> Result<u64, Failure> {
    let scope = context.authorize(Permission::CaseRead)?;
    CaseQuery::build(context, &scope, filter)?
        .count(context)
        .await
}

/// Adds the referrals that the actor may read, and writes down whose data are handed out.
async fn overviews(
    context: &CountyContext,
    rows: Vec<CaseAndClient>,
) -> Result<Vec<CaseOverview>, Failure> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let may_refer = context
        .authorize(Permission::ReferralRead)
        .unwrap_or_default();
    let readable = |case: &cases::Model| {
        may_refer.covers(
            Some(&case.carrier_key),
            case.unit_key.as_ref(),
            case.post_key.as_ref(),
        )
    };
    let with_referrals: Vec<CaseId> = rows
        .iter()
        .filter(|(case, _)| readable(case))
        .map(|(case, _)| case.id)
        .collect();
    let mut referrals = load_referrals(context, &with_referrals).await?;
    let entry = AuditEntry {
        action: Permission::CaseRead.key(),
        object_kind: "case",
        object_id: if let [(only, _)] = rows.as_slice() {
            Some(only.id.0)
        } else {
            None
        },
        person_ids: rows.iter().map(|(case, _)| case.person_id.0).collect(),
    };
    audit::record_read(context, entry).await?;
    let overview = |(case, client): CaseAndClient| CaseOverview {
        referrals: readable(&case).then(|| referrals.remove(&case.id).unwrap_or_default()),
        case: case.into(),
        client: client.into(),
    };
    Ok(rows.into_iter().map(overview).collect())
}

/// The referrals of cases, latest first. The caller knows that the actor may read them.
pub(crate) async fn load_referrals(
    context: &CountyContext,
    ids: &[CaseId],
) -> Result<HashMap<CaseId, Vec<Referral>>, Failure> {
    let mut by_case: HashMap<CaseId, Vec<Referral>> = HashMap::new();
    if ids.is_empty() {
        return Ok(by_case);
    }
    let backend = context.database().get_database_backend();
    let rows = referrals::Entity::find()
        .filter(is_one_of(
            backend,
            referrals::Column::CaseId,
            ids.iter().copied(),
        ))
        .order_by_desc(referrals::Column::SentOn)
        .order_by_desc(referrals::Column::Id)
        .all(context.database())
        .await?;
    for row in rows {
        by_case.entry(row.case_id).or_default().push(row.into());
    }
    Ok(by_case)
}

#[cfg(test)]
mod paging_tests;
#[cfg(test)]
mod tests;
