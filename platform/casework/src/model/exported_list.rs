//! Lists that can be taken along as files.

use sea_orm::DeriveValueType;

kernel::choices! {
    /// A list that can be taken along.
    ExportedList {
        /// Cases.
        Cases = "cases",
        /// Persons.
        Persons = "persons",
        /// Findings.
        Findings = "findings",
    }
}

kernel::choices! {
    /// What kind of file a list becomes.
    ExportFormat {
        /// Values with semicolons between.
        Csv = "csv",
        /// A spreadsheet.
        Xlsx = "xlsx",
    }
}
