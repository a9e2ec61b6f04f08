//! Opening a case.

use kernel::{errors::Failure, idempotency::IdempotencyKey};
use tenants::CountyContext;
use crate::model::{Case, NewCase};

/// Opens a case. Needs `case.open`.
pub async fn open_case(context: &CountyContext, new: NewCase, key: Option<IdempotencyKey>) -> Result<Case, Failure> {
    let _ = (context, new, key);
    Err(Failure::NotFound)
}
