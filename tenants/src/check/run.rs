//! The order of the check: read, parse, form, meaning. No step stops for another file's sake.

use std::{collections::BTreeMap, path::Path};

use serde::de::DeserializeOwned;

use super::{
    document::Node,
    folder::{Document, Folder},
    form::check_form,
    path::{Path as ValuePath, Segment},
    problem::{Problem, ProblemCode},
    read::{FILE_BYTES_MAX, file_order, read_what_can_be_read, too_large},
    report::CheckReport,
    rules::{
        casework, funding, lists, municipalities, places, posts, references, sources, validity,
    },
    suggest::nearest,
    yaml::parse_yaml,
};
use crate::{
    county::{County, CountyFiles},
    files::FileKind,
    model::{
        bodies::BodiesFile, casework::CaseworkFile, funding::FundingFile, identity::CountyFile,
        labels::LabelsFile, roles::RolesFile, sources::SourcesFile, structure::StructureFile,
    },
};

/// The files that could be read into their types, whatever is wrong with the others.
#[derive(Debug, Default)]
pub(crate) struct TypedFiles {
    pub(crate) county: Option<CountyFile>,
    pub(crate) structure: Option<StructureFile>,
    pub(crate) funding: Option<FundingFile>,
    pub(crate) casework: Option<CaseworkFile>,
    pub(crate) bodies: Option<BodiesFile>,
    pub(crate) labels: Option<LabelsFile>,
    pub(crate) roles: Option<RolesFile>,
    pub(crate) sources: Option<SourcesFile>,
}

impl TypedFiles {
    fn into_county_files(self) -> Option<CountyFiles> {
        Some(CountyFiles {
            county: self.county?,
            structure: self.structure?,
            funding: self.funding?,
            casework: self.casework?,
            bodies: self.bodies?,
            labels: self.labels?,
            roles: self.roles?,
            sources: self.sources?,
        })
    }
}

/// Checks a county's folder and names every mistake at once.
pub fn check_folder(folder: &Path) -> CheckReport {
    let (files, problems) = read_what_can_be_read(folder);
    if problems
        .iter()
        .any(|problem| problem.code == ProblemCode::FolderUnreadable)
    {
        return CheckReport::new(problems, file_order);
    }
    check(&files, problems).1
}

/// Checks a county from the contents of its files by file name.
pub fn check_files(files: &BTreeMap<String, String>) -> CheckReport {
    check(files, Vec::new()).1
}

/// Checks and, if there is no mistake, makes the county.
pub(crate) fn check_and_build(files: &BTreeMap<String, String>) -> Result<County, CheckReport> {
    let (typed, report) = check(files, Vec::new());
    match typed.into_county_files() {
        Some(files) if report.is_ok() => Ok(County::build(files, report)),
        _ => Err(report),
    }
}

fn check(
    files: &BTreeMap<String, String>,
    read_problems: Vec<Problem>,
) -> (TypedFiles, CheckReport) {
    let mut folder = Folder::default();
    let unread: Vec<String> = read_problems
        .iter()
        .map(|problem| problem.file.clone())
        .collect();
    read_problems
        .into_iter()
        .for_each(|problem| folder.push(problem));
    check_file_names(files, &unread, &mut folder);
    let mut typed = TypedFiles::default();
    for kind in FileKind::ALL {
        if let Some(text) = files.get(&kind.file_name()) {
            load_file(kind, text, &mut typed, &mut folder);
        }
    }
    check_meaning(&typed, &mut folder);
    (typed, CheckReport::new(folder.into_problems(), file_order))
}

fn check_file_names(files: &BTreeMap<String, String>, unread: &[String], folder: &mut Folder) {
    let expected = FileKind::ALL.map(FileKind::file_name);
    for name in &expected {
        if !files.contains_key(name) && !unread.contains(name) {
            folder.push(Problem::of_file(name, ProblemCode::FileMissing));
        }
    }
    for name in files.keys().filter(|name| !expected.contains(name)) {
        let mut problem = Problem::of_file(name, ProblemCode::FileUnknown);
        problem.suggestion = nearest(name, expected.iter().map(String::as_str)).map(str::to_owned);
        folder.push(problem);
    }
}

/// Parses a file, checks its form, and keeps what is sound of it.
fn load_file(kind: FileKind, text: &str, typed: &mut TypedFiles, folder: &mut Folder) {
    let size = text.len() as u64;
    if size > FILE_BYTES_MAX {
        folder.push(too_large(&kind.file_name(), size));
        return;
    }
    let parsed = parse_yaml(text);
    for found in parsed.problems {
        let mut problem = Problem::of_file(kind.file_name(), found.code);
        problem.position = Some(found.position);
        problem.path = found.path.to_string();
        problem.args.extend(found.args);
        folder.push(problem);
    }
    let Some(written) = parsed.root else { return };
    let mut sound = written.clone();
    let mut problems = Vec::new();
    let is_readable = check_form(kind, &mut sound, &mut problems);
    let has_problems = !problems.is_empty();
    problems
        .into_iter()
        .for_each(|problem| folder.push(problem));
    let json = sound.to_json();
    folder.add(kind, Document { written, sound });
    if is_readable
        && let Err(problem) = read_into_type(kind, json, typed)
        && !has_problems
    {
        report_unread(kind, &problem, folder);
    }
}

/// Why a value could not be read although its form is right.
struct Unread {
    path: ValuePath,
    detail: String,
}

fn read_into_type(
    kind: FileKind,
    json: serde_json::Value,
    typed: &mut TypedFiles,
) -> Result<(), Unread> {
    match kind {
        FileKind::County => typed.county = Some(read(json)?),
        FileKind::Structure => typed.structure = Some(read(json)?),
        FileKind::Funding => typed.funding = Some(read(json)?),
        FileKind::Casework => typed.casework = Some(read(json)?),
        FileKind::Bodies => typed.bodies = Some(read(json)?),
        FileKind::Labels => typed.labels = Some(read(json)?),
        FileKind::Roles => typed.roles = Some(read(json)?),
        FileKind::Sources => typed.sources = Some(read(json)?),
    }
    Ok(())
}

fn read<T: DeserializeOwned>(json: serde_json::Value) -> Result<T, Unread> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        use serde_path_to_error::Segment as Step;
        let segments = error.path().iter().filter_map(|step| match step {
            Step::Seq { index } => Some(Segment::Item(*index)),
            Step::Map { key } => Some(Segment::Field(key.clone())),
            Step::Enum { .. } | Step::Unknown => None,
        });
        Unread {
            path: ValuePath(segments.collect()),
            detail: error.inner().to_string(),
        }
    })
}

fn report_unread(kind: FileKind, unread: &Unread, folder: &mut Folder) {
    let shown = folder
        .document(kind)
        .map(|document| document.sound.nearest(&unread.path))
        .and_then(Node::text)
        .unwrap_or_default()
        .to_owned();
    folder
        .report(kind, &unread.path, ProblemCode::ValueInvalid)
        .arg("value", shown)
        .arg("detail", unread.detail.as_str());
}

fn check_meaning(typed: &TypedFiles, folder: &mut Folder) {
    references::check_references(folder);
    lists::check_unique(folder);
    lists::check_own_names(folder);
    lists::check_labels(folder);
    lists::check_groups(folder);
    casework::check_retention(folder);
    validity::check_other_dates(typed, folder);
    municipalities::check_municipalities(folder);
    if let Some(structure) = &typed.structure {
        places::check_structure_places(structure, folder);
        validity::check_structure_dates(structure, folder);
        posts::check_sums(structure, folder);
        posts::check_third_at_integration_centre(structure, folder);
    }
    if let (Some(funding), Some(structure)) = (&typed.funding, &typed.structure) {
        funding::check_grants(funding, structure, folder);
    }
    if let Some(casework) = &typed.casework {
        casework::check_closing_rules(casework, folder);
    }
    if let Some(bodies) = &typed.bodies {
        places::check_body_places(bodies, folder);
    }
    if let Some(sources) = &typed.sources {
        sources::check_assumptions(sources, folder);
    }
}
