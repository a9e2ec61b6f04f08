//! Mistakes of form: what the JSON Schema of a file does not allow.
//!
//! Each error of the schema becomes a problem in our own words. Then the mistaken values are
//! taken out, so that the rest of the file is still checked for what it means.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use super::{
    document::{Node, Position},
    path::{Path, Segment},
    problem::{Arg, Problem, ProblemCode},
    yaml::YAML_DEPTH_MAX,
};
use crate::{files::FileKind, model::keys, schemas::schema};

/// A file's schema and what checks it.
struct FormRules {
    schema: Value,
    validator: Validator,
}

static RULES: LazyLock<BTreeMap<FileKind, FormRules>> = LazyLock::new(|| {
    let rules = |kind| {
        let schema = schema(kind);
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .expect("a generated schema is valid, which a test holds");
        (kind, FormRules { schema, validator })
    };
    FileKind::ALL.into_iter().map(rules).collect()
});

/// Reports every mistake of form and takes mistaken values out of the tree. Returns false if
/// what is left cannot be read into the file's type.
pub(crate) fn check_form(kind: FileKind, tree: &mut Node, problems: &mut Vec<Problem>) -> bool {
    let Some(rules) = RULES.get(&kind) else {
        return false;
    };
    // Taking out a value can leave its parent without a field it needs, one level further up
    // in each round; the last one is the file itself.
    for round in 0..=YAML_DEPTH_MAX {
        let json = tree.to_json();
        let mut errors: Vec<_> = rules.validator.iter_errors(&json).collect();
        if round == 0 {
            report_errors(kind, rules, tree, &errors, problems);
        }
        // A list without an entry is told, and can be read.
        errors.retain(|error| !matches!(error.kind(), ValidationErrorKind::MinItems { .. }));
        if errors.is_empty() {
            return true;
        }
        let mistaken: BTreeSet<Path> = errors.iter().flat_map(mistaken_values).collect();
        // Later items and deeper values first: the paths of the others stay true.
        mistaken.iter().rev().for_each(|path| tree.prune(path));
        if mistaken.contains(&Path::default()) && !stand_in_for_lists(rules, tree, &errors) {
            return false;
        }
    }
    false
}

/// Puts empty lists where the file lacks some, so that its other lists are still checked.
/// Returns false if it lacks something else.
fn stand_in_for_lists(rules: &FormRules, tree: &mut Node, errors: &[ValidationError<'_>]) -> bool {
    errors
        .iter()
        .filter(|error| instance_path(error) == Path::default())
        .all(|error| {
            let ValidationErrorKind::Required { property } = error.kind() else {
                return true;
            };
            let name = property.as_str().unwrap_or_default();
            let kind = rules.schema["properties"][name]["type"].as_str();
            kind == Some("array") && tree.add_empty_list(name)
        })
}

fn instance_path(error: &ValidationError<'_>) -> Path {
    let segments = error.instance_path().iter().map(|segment| match segment {
        jsonschema::paths::LocationSegment::Property(name) => Segment::Field(name.into_owned()),
        jsonschema::paths::LocationSegment::Index(index) => Segment::Item(index),
    });
    Path(segments.collect())
}

fn mistaken_values(error: &ValidationError<'_>) -> Vec<Path> {
    let path = instance_path(error);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|name| path.field(name)).collect()
        }
        _ => vec![path],
    }
}

fn report_errors(
    kind: FileKind,
    rules: &FormRules,
    tree: &Node,
    errors: &[ValidationError<'_>],
    problems: &mut Vec<Problem>,
) {
    let mut told = BTreeSet::new();
    for error in errors {
        let path = instance_path(error);
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = known_fields(&rules.schema, error, tree.nearest(&path));
                for name in unexpected {
                    problems.push(unknown_field(kind, tree, &path, name, &known));
                }
            }
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                problems.push(missing_field(kind, tree, &path, name));
            }
            // A value can break several rules of its form; the first says enough.
            _ if told.insert(path.clone()) => {
                let position = tree.nearest(&path).position;
                problems.push(wrong_value(kind, position, &path, error));
            }
            _ => {}
        }
    }
}

fn problem_at(kind: FileKind, position: Position, path: &Path, code: ProblemCode) -> Problem {
    let mut problem = Problem::of_file(kind.file_name(), code);
    problem.position = Some(position);
    problem.path = path.to_string();
    problem
}

/// The fields that the schema knows at the place of the error and the file does not have yet.
fn known_fields(schema: &Value, error: &ValidationError<'_>, node: &Node) -> Vec<String> {
    let keyword = error.schema_path().to_string();
    let place = keyword.rsplit_once('/').map_or("", |(place, _)| place);
    let taken = node.field_names();
    let properties = schema
        .pointer(place)
        .and_then(|place| place.get("properties"));
    let Some(Value::Object(properties)) = properties else {
        return Vec::new();
    };
    properties
        .keys()
        .filter(|name| !taken.contains(&name.as_str()))
        .cloned()
        .collect()
}

fn unknown_field(
    kind: FileKind,
    tree: &Node,
    path: &Path,
    name: &str,
    known: &[String],
) -> Problem {
    let code = match (kind, path.0.first()) {
        // Below `labels` the fields are label keys.
        (FileKind::Labels, Some(_)) if path.0.len() == 1 => ProblemCode::LabelUnknown,
        _ => ProblemCode::FieldUnknown,
    };
    let position = tree.name_position(path, name);
    let mut problem = problem_at(kind, position, &path.field(name), code);
    problem
        .arg("field", name)
        .arg("key", name)
        .suggest(name, known.iter().map(String::as_str));
    problem
}

fn missing_field(kind: FileKind, tree: &Node, path: &Path, name: &str) -> Problem {
    let code = match (kind, name) {
        (FileKind::Casework, "closing") => ProblemCode::ClosingRuleMissing,
        _ => ProblemCode::FieldMissing,
    };
    let node = tree.nearest(path);
    let mut problem = problem_at(kind, node.position, &path.field(name), code);
    let key = node.field("key").and_then(Node::text).unwrap_or_default();
    problem.arg("field", name).arg("key", key);
    problem
}

fn wrong_value(
    kind: FileKind,
    position: Position,
    path: &Path,
    error: &ValidationError<'_>,
) -> Problem {
    let value = error.instance();
    let shown = match value.as_ref() {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut problem = problem_at(kind, position, path, ProblemCode::ValueInvalid);
    problem.arg("value", shown.clone());
    if value.is_null() {
        problem.code = ProblemCode::ValueMissing;
        return problem;
    }
    match error.kind() {
        ValidationErrorKind::Type { kind } => explain_kind(&mut problem, kind, value),
        ValidationErrorKind::Enum { options } => {
            explain_options(
                &mut problem,
                &shown,
                options.as_array().into_iter().flatten(),
            );
        }
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => {
            let options = context
                .iter()
                .flatten()
                .filter_map(|error| match error.kind() {
                    ValidationErrorKind::Constant { expected_value } => {
                        Some(expected_value.as_ref())
                    }
                    _ => None,
                });
            explain_options(&mut problem, &shown, options);
        }
        ValidationErrorKind::Pattern { pattern } => {
            problem.code = ProblemCode::ValueForm;
            problem.arg("form", form_of(pattern));
        }
        ValidationErrorKind::Format { format } if format == "date" => {
            problem.code = ProblemCode::DateInvalid;
        }
        ValidationErrorKind::Minimum { limit } => explain_limit(&mut problem, "smallest", limit),
        ValidationErrorKind::Maximum { limit } => explain_limit(&mut problem, "largest", limit),
        ValidationErrorKind::MinLength { .. } => problem.code = ProblemCode::TextEmpty,
        ValidationErrorKind::MaxLength { limit } => {
            problem.code = ProblemCode::TextTooLong;
            problem.arg("limit", Arg::Number(*limit));
        }
        ValidationErrorKind::MinItems { .. } => problem.code = ProblemCode::ListEmpty,
        _ => {
            problem.arg("detail", error.to_string());
        }
    }
    problem
}

fn explain_kind(problem: &mut Problem, expected: &TypeKind, value: &Value) {
    let expected = match expected {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(_) => String::new(),
    };
    let is_bare = value.is_number() || value.is_boolean();
    problem.code = match is_bare && expected == "string" {
        true => ProblemCode::QuotesMissing,
        false => ProblemCode::ValueKind,
    };
    problem.arg("expected", expected);
}

fn explain_options<'a>(
    problem: &mut Problem,
    shown: &str,
    options: impl Iterator<Item = &'a Value>,
) {
    let options: Vec<String> = options
        .map(|option| {
            option
                .as_str()
                .map_or_else(|| option.to_string(), str::to_owned)
        })
        .collect();
    problem.code = ProblemCode::ValueUnknown;
    problem.suggest(shown, options.iter().map(String::as_str));
    if problem.suggestion.is_none() {
        // However long the list: whoever has to choose needs all of it.
        problem.known = options;
    }
}

fn explain_limit(problem: &mut Problem, side: &str, limit: &Value) {
    problem.code = ProblemCode::NumberOutOfRange;
    problem.arg("side", side).arg("limit", limit.to_string());
}

/// What a pattern stands for, as the messages name it.
fn form_of(pattern: &str) -> &'static str {
    match pattern {
        kernel::keys::KEY_PATTERN => "key",
        keys::MUNICIPALITY_AGS_PATTERN => "municipality",
        keys::COUNTY_AGS_PATTERN => "county",
        keys::LANGUAGE_PATTERN => "language",
        _ => "other",
    }
}
