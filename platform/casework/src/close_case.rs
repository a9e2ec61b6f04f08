//! Closing a case.

use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{Case, CaseId, Closing};

/// Closes a case. Needs `case.close`.
pub async fn close_case(context: &CountyContext, id: CaseId, closing: Closing) -> Result<Case, Failure> {
    let _ = (context, id, closing);
    Err(Failure::NotFound)
}
