//! A new county's folder, copied from another county.
//!
//! The copy keeps everything with its comments except the identity: the key is replaced, AGS and
//! name are left empty. So the check of a fresh copy names exactly those places and nothing
//! else; once the AGS is filled in, it names every municipality that belongs to the old county,
//! and after those every place that refers to them. What the check cannot know to be wrong
//! (posts, bodies, periods) is covered by an assumption without a source that the copy adds: its
//! warning stays until the county has gone through the files and takes it out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kernel::keys::TenantKey;

use crate::{
    check::{CheckReport, Content, Node, check_files, parse_yaml, read_folder},
    files::FileKind,
    schemas::write_schemas,
};

/// The folder beside the files that holds the schemas, where they are not found otherwise.
const SCHEMA_FOLDER: &str = "schemas";

/// The beginning of the line by which an editor finds the schema.
const SCHEMA_LINE: &str = "# yaml-language-server: $schema=";

/// Why a county could not be copied.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The county to copy has mistakes; only what is right is a template.
    #[error("the folder to copy from has mistakes")]
    Source(#[source] CheckReport),
    /// The new folder is there already and not empty; nothing is overwritten.
    #[error("{} is there already and not empty", .0.display())]
    TargetExists(PathBuf),
    /// A file or folder could not be written.
    #[error("{} could not be written", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

/// Copies the county in `from` to the new folder `to` under the key `key`.
///
/// # Errors
/// If `from` does not pass the check, `to` holds something, or writing fails.
pub fn copy_as_template(from: &Path, to: &Path, key: &TenantKey) -> Result<(), TemplateError> {
    let files = read_folder(from).map_err(TemplateError::Source)?;
    let report = check_files(&files);
    if !report.is_ok() {
        return Err(TemplateError::Source(report));
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| TemplateError::Write { path, source }
    };
    if to.exists() && to.read_dir().map_err(failed(to))?.next().is_some() {
        return Err(TemplateError::TargetExists(to.to_owned()));
    }
    fs::create_dir_all(to).map_err(failed(to))?;
    let old_key = old_key(&files[&FileKind::County.file_name()]);
    let mut needs_schemas = false;
    for kind in FileKind::ALL {
        let name = kind.file_name();
        // Positions are counted without a byte order mark.
        let text = files[&name].trim_start_matches('\u{feff}');
        let text = match kind {
            FileKind::County => without_identity(text, key),
            FileKind::Sources => with_assumption(text, &old_key),
            _ => text.to_owned(),
        };
        let (schema, body) = split_schema_line(&text);
        let finds_schema = schema.is_some_and(|schema| to.join(schema).exists());
        needs_schemas |= !finds_schema;
        let schema = schema.filter(|_| finds_schema).map_or_else(
            || format!("{SCHEMA_FOLDER}/{}", kind.schema_name()),
            str::to_owned,
        );
        let text = format!("{SCHEMA_LINE}{schema}\n{}{body}", notice(kind, &old_key));
        let path = to.join(&name);
        fs::write(&path, text).map_err(failed(&path))?;
    }
    if needs_schemas {
        let folder = to.join(SCHEMA_FOLDER);
        write_schemas(&folder).map_err(failed(&folder))?;
    }
    Ok(())
}

fn old_key(county: &str) -> String {
    let root = parse_yaml(county).root;
    let key = root.as_ref().and_then(|root| root.field("key")?.text());
    key.unwrap_or_default().to_owned()
}

fn split_schema_line(text: &str) -> (Option<&str>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.strip_prefix(SCHEMA_LINE) {
        Some(schema) => (Some(schema.trim()), rest),
        None => (None, text),
    }
}

/// What somebody who opens the copy reads first.
fn notice(kind: FileKind, old_key: &str) -> String {
    match kind {
        FileKind::County => format!(
            "# Vorlage aus \"{old_key}\". Auszufüllen: ags, name, municipalities, features.\n\
             # Template from \"{old_key}\". To fill in: ags, name, municipalities, features.\n"
        ),
        _ => format!(
            "# Vorlage aus \"{old_key}\": prüfen, was davon hier gilt.\n\
             # Template from \"{old_key}\": check what of it is true here.\n"
        ),
    }
}

/// The identity with the new key; AGS and names are empty.
fn without_identity(text: &str, key: &TenantKey) -> String {
    let Some(root) = parse_yaml(text).root else {
        return text.to_owned();
    };
    let name = root.field("name");
    let mut changes: Vec<(&Node, String)> = Vec::new();
    changes.extend(root.field("key").map(|node| (node, key.to_string())));
    let empty = [
        root.field("ags"),
        name.and_then(|name| name.field("de")),
        name.and_then(|name| name.field("en")),
    ];
    changes.extend(
        empty
            .into_iter()
            .flatten()
            .map(|node| (node, "\"\"".to_owned())),
    );
    changes.sort_by_key(|(node, _)| std::cmp::Reverse(node.chars.start));
    let mut chars: Vec<char> = text.chars().collect();
    for (node, replacement) in changes {
        let mut end = node.chars.end.min(chars.len());
        // The reader counts the space after a plain value to it.
        while end > node.chars.start && chars[end - 1].is_whitespace() {
            end -= 1;
        }
        chars.splice(node.chars.start..end, replacement.chars());
    }
    chars.into_iter().collect()
}

/// The sources with an assumption about the whole folder, whose warning stays until somebody
/// takes it out.
fn with_assumption(text: &str, old_key: &str) -> String {
    let files: Vec<&str> = FileKind::ALL.iter().map(|kind| kind.stem()).collect();
    let entry = format!(
        "{{ concerns: [{}], text: {{ de: \"Alles ist als Vorlage aus {old_key} übernommen und \
         für diesen Kreis noch nicht bestätigt.\", en: \"Everything is copied from {old_key} as \
         a template and not yet confirmed for this county.\" }} }}",
        files.join(", ")
    );
    let root = parse_yaml(text).root;
    let Some(list) = root.as_ref().and_then(|root| root.field("assumptions")) else {
        return format!("{}\n\nassumptions:\n  - {entry}\n", text.trim_end());
    };
    let Content::List(items) = &list.content else {
        return text.to_owned();
    };
    let chars: Vec<char> = text.chars().collect();
    let is_flow = chars.get(list.chars.start) == Some(&'[');
    let (at, insertion) = if is_flow {
        let comma = if items.is_empty() { "" } else { ", " };
        (list.chars.start + 1, format!("{entry}{comma}"))
    } else {
        let indent = " ".repeat(list.position.column - 1);
        (list.chars.start, format!("- {entry}\n{indent}"))
    };
    let (before, after) = chars.split_at(at.min(chars.len()));
    before
        .iter()
        .copied()
        .chain(insertion.chars())
        .chain(after.iter().copied())
        .collect()
}
