//! Recording a contact.

use kernel::{errors::Failure, idempotency::IdempotencyKey};
use tenants::CountyContext;
use crate::model::{Contact, NewContact};

/// Records a contact. Needs `contact.record`.
pub async fn record_contact(context: &CountyContext, new: NewContact, key: Option<IdempotencyKey>) -> Result<Contact, Failure> {
    let _ = (context, new, key);
    Err(Failure::NotFound)
}
