//! Reading cases.

use std::collections::HashMap;
use kernel::{errors::Failure, paging::{Page, PageRequest}};
use tenants::CountyContext;
use crate::model::{CaseCursor, CaseFilter, CaseId, CaseOrder, CaseOverview};

/// A case in scope. Needs `case.read`.
pub async fn find_case(context: &CountyContext, id: CaseId) -> Result<Option<CaseOverview>, Failure> {
    let _ = (context, id);
    Err(Failure::NotFound)
}

/// Those of the cases that are in scope, for loaders.
pub async fn cases_by_ids(context: &CountyContext, ids: &[CaseId]) -> Result<HashMap<CaseId, CaseOverview>, Failure> {
    let _ = (context, ids);
    Err(Failure::NotFound)
}

/// Cases in scope.
pub async fn list_cases(context: &CountyContext, filter: &CaseFilter, order: CaseOrder, page: &PageRequest<CaseCursor>) -> Result<Page<CaseOverview>, Failure> {
    let _ = (context, filter, order, page);
    Err(Failure::NotFound)
}

/// How many cases a list has.
pub async fn count_cases(context: &CountyContext, filter: &CaseFilter) -> Result<u64, Failure> {
    let _ = (context, filter);
    Err(Failure::NotFound)
}
