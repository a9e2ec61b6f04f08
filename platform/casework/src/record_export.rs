//! Writing down that a list leaves the platform as a file.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use tenants::CountyContext;

use crate::model::ExportedList;

/// Writes down that somebody takes a list along. What the list holds is read, limited by scope and
/// written down like any other read. Needs [`Permission::ListExport`].
pub async fn record_export(context: &CountyContext, list: ExportedList) -> Result<(), Failure> {
    context.authorize(Permission::ListExport)?;
    let entry = AuditEntry {
        action: Permission::ListExport.key(),
        object_kind: list.key(),
        object_id: None,
        person_ids: Vec::new(),
    };
    audit::record_read(context, entry).await?;
    Ok(())
}
