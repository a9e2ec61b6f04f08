//! The links that take a list along, under the list.

use kernel::access::Permission;

use super::lists::List;
use crate::transport::tenant::TenantRequest;

/// Where the list on the screen is had as a file; empty for whoever may not take it along.
pub(in crate::pages) struct ExportLinks {
    /// Addresses, each with the key of its text.
    pub files: Vec<(String, &'static str)>,
}

impl ExportLinks {
    /// The links of a list, narrowed and sorted as the address says.
    pub fn of(request: &TenantRequest, list: List) -> Self {
        if !request.context.actor().may(Permission::ListExport) {
            return Self { files: Vec::new() };
        }
        let shown = request.address.with(&[("after", ""), ("lang", "")]);
        let query = shown.split_once('?').map(|(_, query)| format!("?{query}"));
        let query = query.unwrap_or_default();
        let file = |ending: &str| request.path(&format!("{}/export/{ending}{query}", list.key()));
        Self {
            files: vec![(file("csv"), "export-csv"), (file("xlsx"), "export-xlsx")],
        }
    }

    /// The links of a sample page.
    #[cfg(test)]
    pub fn sample() -> Self {
        Self {
            files: vec![(
                "/k/coesfeld/cases/export/csv?state=all".to_owned(),
                "export-csv",
            )],
        }
    }
}
