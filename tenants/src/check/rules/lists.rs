//! Lists without dates: no entry twice, a name for every entry of the county's own, and no
//! label for what does not exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{
        document::Node,
        folder::Folder,
        path::Path,
        problem::{Arg, ProblemCode},
    },
    files::FileKind,
    words::{Family, family_keys, word_keys},
};

/// File, list and the field that may not come twice.
const UNIQUE: &[(FileKind, &str, &str)] = &[
    (FileKind::County, "municipalities", "ags"),
    (FileKind::Structure, "functions", "key"),
    (FileKind::Casework, "phases", "key"),
    (FileKind::Casework, "life_areas", "key"),
    (FileKind::Casework, "channels", "key"),
    (FileKind::Casework, "referring_bodies", "key"),
    (FileKind::Casework, "languages", "key"),
    (FileKind::Casework, "legal_fields", "key"),
    (FileKind::Casework, "stages", "key"),
    (FileKind::Casework, "programmes", "key"),
    (FileKind::Casework, "retention_rules", "data_kind"),
    (FileKind::Roles, "groups", "group"),
    (FileKind::Roles, "custom_roles", "key"),
    (FileKind::Sources, "sources", "key"),
];

/// Lists whose entries have labels, with their family.
const LABELLED: &[(FileKind, &str, Family)] = &[
    (FileKind::Casework, "constellations", Family::Constellation),
    (FileKind::Casework, "phases", Family::Phase),
    (FileKind::Casework, "life_areas", Family::LifeArea),
    (FileKind::Casework, "channels", Family::Channel),
    (
        FileKind::Casework,
        "referring_bodies",
        Family::ReferringBody,
    ),
    (FileKind::Casework, "languages", Family::Language),
    (FileKind::Casework, "legal_fields", Family::LegalField),
    (FileKind::Casework, "stages", Family::Stage),
    (FileKind::Casework, "programmes", Family::Programme),
    (FileKind::Structure, "functions", Family::Function),
    (FileKind::Roles, "custom_roles", Family::Role),
];

/// No entry comes twice.
pub(crate) fn check_unique(folder: &mut Folder) {
    for (kind, list, field) in UNIQUE {
        let items = folder.sound_items(*kind, list);
        let entries = items
            .iter()
            .map(|(path, item)| (path.field(field), item.field(field)));
        report_twice(*kind, entries.collect(), folder);
    }
    let mut districts = Vec::new();
    for (path, municipality) in folder.sound_items(FileKind::County, "municipalities") {
        let list = municipality
            .field("city_districts")
            .map(Node::items)
            .unwrap_or_default();
        for (i, district) in list.iter().enumerate() {
            let path = path.field("city_districts").item(i).field("key");
            districts.push((path, district.field("key").cloned()));
        }
    }
    let districts = districts
        .iter()
        .map(|(path, key)| (path.clone(), key.as_ref()))
        .collect();
    report_twice(FileKind::County, districts, folder);
}

fn report_twice(kind: FileKind, entries: Vec<(Path, Option<&Node>)>, folder: &mut Folder) {
    let mut first_lines: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, node) in &entries {
        let Some((node, text)) = node.and_then(|node| Some((node, node.text()?))) else {
            continue;
        };
        if let Some(first) = first_lines.get(text) {
            folder
                .report(kind, path, ProblemCode::Duplicate)
                .arg("key", text)
                .arg("first", Arg::Number(*first as u64));
        } else {
            first_lines.insert(text, node.position.line);
        }
    }
}

/// An entry that the platform does not know has a name.
pub(crate) fn check_own_names(folder: &mut Folder) {
    let labelled = labelled_keys(folder);
    for (kind, list, family) in LABELLED {
        for (path, item) in folder.sound_items(*kind, list) {
            let Some(key) = item.field("key").and_then(Node::text) else {
                continue;
            };
            let is_known = family_keys(*family).any(|known| known == key);
            let is_named = item.field("name").is_some() || item.is_pruned;
            if is_known || is_named || labelled.contains(&family.label_key(key)) {
                continue;
            }
            let known: Vec<&str> = family_keys(*family).collect();
            folder
                .report(*kind, &path.field("key"), ProblemCode::OwnNameMissing)
                .arg("key", key)
                .suggest(key, known.iter().copied());
        }
    }
}

fn labelled_keys(folder: &Folder) -> BTreeSet<String> {
    let labels = folder.document(FileKind::Labels);
    let labels = labels.and_then(|document| document.written.field("labels"));
    labels
        .map(Node::field_names)
        .unwrap_or_default()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// Every label is for a word of the platform or an entry of the county's own. Says nothing if
/// a file with such entries could not be parsed.
pub(crate) fn check_labels(folder: &mut Folder) {
    let mut known: BTreeSet<String> = word_keys().map(str::to_owned).collect();
    for (kind, list, family) in LABELLED {
        let Some(keys) = folder.written_texts(*kind, list, "key") else {
            return;
        };
        known.extend(keys.iter().map(|key| family.label_key(key)));
    }
    let Some(document) = folder.document(FileKind::Labels) else {
        return;
    };
    let Some(labels) = document.sound.field("labels") else {
        return;
    };
    let unknown: Vec<String> = labels
        .field_names()
        .into_iter()
        .filter(|key| !known.contains(*key))
        .map(str::to_owned)
        .collect();
    let path = Path::top("labels");
    for key in unknown {
        let position = folder
            .document(FileKind::Labels)
            .map(|document| document.sound.name_position(&path, &key));
        let problem = folder.report(
            FileKind::Labels,
            &path.field(&key),
            ProblemCode::LabelUnknown,
        );
        problem.position = position;
        problem.arg("key", key.as_str());
        problem.suggestion = crate::check::suggest::nearest(&key, known.iter().map(String::as_str))
            .map(str::to_owned);
    }
}

/// Every group gives a role.
pub(crate) fn check_groups(folder: &mut Folder) {
    for (path, group) in folder.sound_items(FileKind::Roles, "groups") {
        let count = |list| group.field(list).map_or(0, |list| list.items().len());
        if count("roles") + count("custom_roles") == 0 && !group.is_damaged() {
            let name = group
                .field("group")
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned();
            folder
                .report(FileKind::Roles, &path, ProblemCode::GroupWithoutRole)
                .arg("key", name);
        }
    }
}
