//! The JSON Schema of each file, generated from the types.
//!
//! The schemas are checked in under `schemas/`, so that an editor completes and marks mistakes;
//! the check of a county uses the same ones.

use std::{collections::BTreeMap, fs, io, path::Path};

use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform},
};
use serde_json::Value;

use crate::{
    files::FileKind,
    model::{
        bodies::BodiesFile, casework::CaseworkFile, funding::FundingFile, identity::CountyFile,
        labels::LabelsFile, roles::RolesFile, sources::SourcesFile, structure::StructureFile,
    },
};

/// The schema of a file.
pub fn schema(kind: FileKind) -> Value {
    let schema = match kind {
        FileKind::County => generate::<CountyFile>(),
        FileKind::Structure => generate::<StructureFile>(),
        FileKind::Funding => generate::<FundingFile>(),
        FileKind::Casework => generate::<CaseworkFile>(),
        FileKind::Bodies => generate::<BodiesFile>(),
        FileKind::Labels => generate::<LabelsFile>(),
        FileKind::Roles => generate::<RolesFile>(),
        FileKind::Sources => generate::<SourcesFile>(),
    };
    sort_fields(schema.to_value())
}

/// Every schema as the text of its file, by file name.
pub fn schemas() -> Vec<(String, String)> {
    FileKind::ALL
        .into_iter()
        .map(|kind| (kind.schema_name(), format!("{:#}\n", schema(kind))))
        .collect()
}

/// Writes every schema into a folder.
///
/// # Errors
/// If the folder cannot be made or a file cannot be written.
pub fn write_schemas(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    schemas()
        .into_iter()
        .try_for_each(|(name, text)| fs::write(folder.join(name), text))
}

fn generate<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(FilledValues))
        .into_generator()
        .into_root_schema_for::<T>()
}

/// Whether serde_json keeps the order of fields depends on what else is built; the checked-in
/// text must not.
fn sort_fields(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields
                .into_iter()
                .map(|(name, value)| (name, sort_fields(value)))
                .collect();
            Value::Object(sorted.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sort_fields).collect()),
        other => other,
    }
}

/// A field that may be left out may not be there without a value: an empty value is a
/// forgotten one.
#[derive(Debug, Clone)]
struct FilledValues;

impl Transform for FilledValues {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        let Some(Value::Array(options)) = schema.get_mut("anyOf") else {
            return;
        };
        options.retain(|option| option.get("type") != Some(&Value::from("null")));
        if let [Value::Object(only)] = options.as_mut_slice() {
            let only = std::mem::take(only);
            schema.remove("anyOf");
            for (name, value) in only {
                schema.insert(name, value);
            }
        }
    }
}
