//! A county's posts on a reference date, for whoever may see the structure.

use chrono::NaiveDate;
use kernel::{access::Permission, errors::Failure};
use tenants::CountyContext;

use crate::model::{Structure, structure_at};

/// The posts of that day and their sums. Needs [`Permission::StructureRead`]; it holds no personal
/// data, so its scope is always the whole county.
pub fn read_structure(
    context: &CountyContext,
    reference_date: NaiveDate,
) -> Result<Structure, Failure> {
    context.authorize(Permission::StructureRead)?;
    Ok(structure_at(context.county(), reference_date))
}
