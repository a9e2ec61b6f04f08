//! Giving a case to a post.

use kernel::errors::Failure;
use tenants::CountyContext;
use crate::model::{Assignment, Case, CaseId};

/// Gives a case to a post. Needs `case.assign`.
pub async fn assign_case(context: &CountyContext, id: CaseId, assignment: Assignment) -> Result<Case, Failure> {
    let _ = (context, id, assignment);
    Err(Failure::NotFound)
}
