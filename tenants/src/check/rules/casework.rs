//! Closing rules and retention rules.

use std::collections::BTreeSet;

use crate::{
    check::{
        folder::{Document, Folder},
        path::Path,
        problem::ProblemCode,
        suggest::nearest,
    },
    files::FileKind,
    model::{
        casework::{CaseworkFile, ClosingRuleKind},
        retention::DataKind,
    },
};

/// A closing rule names its months, and only a rule that closes does.
pub(crate) fn check_closing_rules(casework: &CaseworkFile, folder: &mut Folder) {
    for (i, constellation) in casework.constellations.iter().enumerate() {
        let closing = constellation.closing;
        let path = Path::top("constellations").item(i).field("closing");
        let (path, code) = match (closing.rule, closing.months) {
            (ClosingRuleKind::MonthsWithoutContact, None) => {
                (path, ProblemCode::ClosingMonthsMissing)
            }
            (ClosingRuleKind::None, Some(_)) => {
                (path.field("months"), ProblemCode::ClosingMonthsUnexpected)
            }
            _ => continue,
        };
        // A number of months that is out of range has its own message.
        let document = folder.document(FileKind::Casework);
        if document.is_some_and(|document| document.sound.nearest(&path).is_pruned) {
            continue;
        }
        folder
            .report(FileKind::Casework, &path, code)
            .arg("key", constellation.key.as_str());
    }
}

/// Every kind of data has a retention rule.
pub(crate) fn check_retention(folder: &mut Folder) {
    let list = "retention_rules";
    let Some(written) = folder.written_texts(FileKind::Casework, list, "data_kind") else {
        return;
    };
    // Without any list, that is what is told.
    let has_list = |document: &Document| document.written.field(list).is_some();
    if !folder.document(FileKind::Casework).is_some_and(has_list) {
        return;
    }
    // A slip in the name of a kind is told once, at the name.
    let kinds = DataKind::ALL.iter().map(|kind| kind.as_str());
    let ruled: BTreeSet<&str> = written
        .iter()
        .filter_map(|text| nearest(text, kinds.clone()))
        .collect();
    for kind in DataKind::ALL {
        if !ruled.contains(kind.as_str()) {
            folder
                .report(
                    FileKind::Casework,
                    &Path::top(list),
                    ProblemCode::RetentionRuleMissing,
                )
                .arg("kind", kind.as_str());
        }
    }
}
