//! Reading what happened in a case.

use std::collections::HashMap;
use kernel::{errors::Failure, paging::{Page, PageRequest}};
use tenants::CountyContext;
use crate::model::{CaseId, Contact, ContactCursor, Referral, TimelineCursor, TimelineEntry};

/// The contacts of a case, latest first. Needs `contact.read`.
pub async fn list_contacts(context: &CountyContext, case: CaseId, page: &PageRequest<ContactCursor>) -> Result<Page<Contact>, Failure> {
    let _ = (context, case, page);
    Err(Failure::NotFound)
}

/// The contacts of several cases, latest first, for loaders.
pub async fn contacts_by_cases(context: &CountyContext, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<Contact>>, Failure> {
    let _ = (context, cases);
    Err(Failure::NotFound)
}

/// The referrals of a case, latest first. Needs `referral.read`.
pub async fn list_referrals(context: &CountyContext, case: CaseId) -> Result<Vec<Referral>, Failure> {
    let _ = (context, case);
    Err(Failure::NotFound)
}

/// The referrals of several cases, latest first, for loaders.
pub async fn referrals_by_cases(context: &CountyContext, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<Referral>>, Failure> {
    let _ = (context, cases);
    Err(Failure::NotFound)
}

/// What happened in a case, latest first. Needs `case.read`.
pub async fn read_timeline(context: &CountyContext, case: CaseId, page: &PageRequest<TimelineCursor>) -> Result<Page<TimelineEntry>, Failure> {
    let _ = (context, case, page);
    Err(Failure::NotFound)
}
