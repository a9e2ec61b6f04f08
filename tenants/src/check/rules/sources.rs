//! Assumptions point to places that exist, and rest on something.

use crate::{
    check::{
        document::{Content, Node},
        folder::Folder,
        path::Path,
        problem::ProblemCode,
    },
    files::FileKind,
    model::sources::SourcesFile,
};

/// Fields that tell the items of a list apart.
const NAMING_FIELDS: [&str; 4] = ["key", "ags", "data_kind", "group"];

/// Checks every assumption.
pub(crate) fn check_assumptions(sources: &SourcesFile, folder: &mut Folder) {
    for (i, assumption) in sources.assumptions.iter().enumerate() {
        let path = Path::top("assumptions").item(i);
        for (n, place) in assumption.concerns.iter().enumerate() {
            check_place(place, &path.field("concerns").item(n), folder);
        }
        let item = folder
            .document(FileKind::Sources)
            .map(|d| d.sound.nearest(&path).is_pruned);
        if assumption.source.is_none() && item != Some(true) {
            folder
                .report(
                    FileKind::Sources,
                    &path,
                    ProblemCode::AssumptionWithoutSource,
                )
                .arg("text", assumption.text.de.as_str())
                .arg(
                    "text_en",
                    assumption.text.en.as_deref().unwrap_or(&assumption.text.de),
                );
        }
    }
}

fn check_place(place: &str, path: &Path, folder: &mut Folder) {
    let mut steps = place.split('.');
    let file = steps.next().unwrap_or_default();
    let Some(kind) = FileKind::ALL.into_iter().find(|kind| kind.stem() == file) else {
        folder
            .report(FileKind::Sources, path, ProblemCode::AssumptionPlaceUnknown)
            .arg("place", place)
            .arg("step", file)
            .suggest(file, FileKind::ALL.iter().map(|kind| kind.stem()));
        return;
    };
    let Some(document) = folder.document(kind) else {
        return;
    };
    let steps: Vec<&str> = steps.collect();
    let Err((step, known)) = walk(&document.written, &steps) else {
        return;
    };
    folder
        .report(FileKind::Sources, path, ProblemCode::AssumptionPlaceUnknown)
        .arg("place", place)
        .arg("step", step.as_str())
        .suggest(&step, known.iter().map(String::as_str));
}

/// Follows the steps; if one leads nowhere, says which and what would.
fn walk(root: &Node, steps: &[&str]) -> Result<(), (String, Vec<String>)> {
    let mut node = root;
    for (i, step) in steps.iter().enumerate() {
        // The key of a label has a dot in it.
        let rest = steps[i..].join(".");
        if node.field(&rest).is_some() {
            return Ok(());
        }
        match find_step(node, step) {
            Some(next) => node = next,
            None => return Err(((*step).to_owned(), step_names(node))),
        }
    }
    Ok(())
}

fn find_step<'a>(node: &'a Node, step: &str) -> Option<&'a Node> {
    match &node.content {
        Content::Mapping(_) => node.field(step),
        Content::List(items) => items
            .iter()
            .find(|item| item_name(item) == Some(step))
            .or_else(|| items.get(step.parse::<usize>().ok()?)),
        Content::Scalar(_) => None,
    }
}

fn item_name(item: &Node) -> Option<&str> {
    NAMING_FIELDS
        .iter()
        .find_map(|field| item.field(field)?.text())
}

fn step_names(node: &Node) -> Vec<String> {
    let items = node.items().iter().filter_map(item_name);
    node.field_names()
        .into_iter()
        .chain(items)
        .map(str::to_owned)
        .collect()
}
