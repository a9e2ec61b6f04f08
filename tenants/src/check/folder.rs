//! The files under check, and the list of what was found.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::Node,
    path::Path,
    problem::{Problem, ProblemCode},
};
use crate::files::FileKind;

/// A file under check.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// As it was written: what is mentioned anywhere is known, even in an entry with a mistake.
    pub(crate) written: Node,
    /// Without the values that have a mistake of form.
    pub(crate) sound: Node,
}

/// The files of a county under check.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    documents: BTreeMap<FileKind, Document>,
    problems: Vec<Problem>,
}

impl Folder {
    /// Adds a file that could be parsed.
    pub(crate) fn add(&mut self, kind: FileKind, document: Document) {
        self.documents.insert(kind, document);
    }

    /// Adds a problem that is complete.
    pub(crate) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// What was found.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// A file that could be parsed.
    pub(crate) fn document(&self, kind: FileKind) -> Option<&Document> {
        self.documents.get(&kind)
    }

    /// Reports a problem of the value at a path of the sound tree.
    pub(crate) fn report(
        &mut self,
        kind: FileKind,
        path: &Path,
        code: ProblemCode,
    ) -> &mut Problem {
        let mut problem = Problem::of_file(kind.file_name(), code);
        if let Some(document) = self.documents.get(&kind) {
            problem.position = Some(document.sound.nearest(path).position);
            problem.path = document.sound.original_path(path).to_string();
        }
        let last = self.problems.len();
        self.problems.push(problem);
        &mut self.problems[last]
    }

    /// The sound items of a list with their paths.
    pub(crate) fn sound_items(&self, kind: FileKind, list: &str) -> Vec<(Path, Node)> {
        let Some(document) = self.document(kind) else {
            return Vec::new();
        };
        let items = document
            .sound
            .field(list)
            .map(Node::items)
            .unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(|(i, item)| (Path::top(list).item(i), item.clone()))
            .collect()
    }

    /// What a field of a list's items says, in all items as written; none if the file could not
    /// be parsed, so that nothing can be said about what it knows.
    pub(crate) fn written_texts(
        &self,
        kind: FileKind,
        list: &str,
        field: &str,
    ) -> Option<BTreeSet<String>> {
        let document = self.document(kind)?;
        let items = document
            .written
            .field(list)
            .map(Node::items)
            .unwrap_or_default();
        let texts = items.iter().filter_map(|item| item.field(field)?.text());
        Some(texts.map(str::to_owned).collect())
    }

    /// Whether a list lacks something that was written with a mistake, so that nothing can be
    /// said about its sums.
    pub(crate) fn is_damaged(&self, kind: FileKind, list: &str) -> bool {
        let list = self
            .document(kind)
            .and_then(|document| document.sound.field(list));
        list.is_none_or(Node::is_damaged)
    }
}
