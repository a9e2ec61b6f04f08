//! The words of retention, and ids of what it is about.

use async_graphql::ID;
use casework::model::SubjectKind;
use kernel::locale::Locale;
use tenants::model::retention::{DataKind, Measure};
use uuid::Uuid;

use crate::{ids::NodeKind, labels::CodeListEntry};

pub(super) fn data_kind_entry(locale: Locale, kind: DataKind) -> CodeListEntry {
    CodeListEntry::of_platform(locale, "data-kind", kind.as_str())
}

pub(super) fn measure_entry(locale: Locale, measure: Measure) -> CodeListEntry {
    let key = match measure {
        Measure::Delete => "delete",
        Measure::Anonymise => "anonymise",
    };
    CodeListEntry::of_platform(locale, "retention-measure", key)
}

pub(super) fn subject_kind_entry(locale: Locale, kind: SubjectKind) -> CodeListEntry {
    CodeListEntry::of_platform(locale, "retention-subject", kind.key())
}

/// The global id of a subject; the audit trail has none.
pub(super) fn subject_id(kind: SubjectKind, id: Uuid) -> Option<ID> {
    let kind = match kind {
        SubjectKind::Case => NodeKind::Case,
        SubjectKind::Person => NodeKind::Person,
        SubjectKind::Household => NodeKind::Household,
        SubjectKind::Account => NodeKind::Account,
        SubjectKind::AuditTrail => return None,
    };
    Some(kind.global_id(id))
}
