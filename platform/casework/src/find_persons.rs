//! Reading persons.

use std::collections::HashMap;
use kernel::{errors::Failure, paging::{Page, PageRequest}};
use tenants::CountyContext;
use crate::model::{Person, PersonCursor, PersonFilter, PersonId};

/// A person in scope. Needs `person.read`.
pub async fn find_person(context: &CountyContext, id: PersonId) -> Result<Option<Person>, Failure> {
    let _ = (context, id);
    Err(Failure::NotFound)
}

/// Persons in scope by name.
pub async fn list_persons(context: &CountyContext, filter: &PersonFilter, page: &PageRequest<PersonCursor>) -> Result<Page<Person>, Failure> {
    let _ = (context, filter, page);
    Err(Failure::NotFound)
}

/// How many persons a list has.
pub async fn count_persons(context: &CountyContext, filter: &PersonFilter) -> Result<u64, Failure> {
    let _ = (context, filter);
    Err(Failure::NotFound)
}

/// Those of the persons that are in scope, for loaders.
pub async fn persons_by_ids(context: &CountyContext, ids: &[PersonId]) -> Result<HashMap<PersonId, Person>, Failure> {
    let _ = (context, ids);
    Err(Failure::NotFound)
}
