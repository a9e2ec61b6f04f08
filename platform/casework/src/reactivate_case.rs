//! Reactivating a case.

use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{CaseId, Reactivated, Reactivation};

/// Reactivates a closed case. Needs `case.reactivate`.
pub async fn reactivate_case(context: &CountyContext, id: CaseId, reactivation: Reactivation) -> Result<Reactivated, Failure> {
    let _ = (context, id, reactivation);
    Err(Failure::NotFound)
}
