//! What the tables of this crate hold about people.

use tenants::{
    model::retention::DataKind,
    personal_data::{TableEntry, link},
};

/// The tables of this crate. Decisions hang on the person or case that they are about.
pub const PERSONAL_DATA: &[TableEntry] = &[
    TableEntry::nothing_personal("rule_components", "programs and made-up golden cases"),
    TableEntry::nothing_personal(
        "rule_versions",
        "parameters of programs and who agreed to them",
    ),
    TableEntry::nothing_personal("rule_runs", "figures of a run over everybody"),
    TableEntry::nothing_personal("rule_failures", "which program does not answer"),
    TableEntry::personal(
        "rule_run_changes",
        DataKind::DecisionRecord,
        &[link("subject_id", "persons"), link("subject_id", "cases")],
    )
    .without_id(),
    TableEntry::personal(
        "rule_decisions",
        DataKind::DecisionRecord,
        &[link("subject_id", "persons"), link("subject_id", "cases")],
    )
    .collected("decided_at"),
];
