//! Whether what a rule says about itself can be used.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::Value;

use crate::{
    limits::{SCHEMA_BYTES_MAX, TEXT_BYTES_MAX, TEXTS_MAX, WORD_BYTES_MAX},
    points::{About, ExtensionPoint, Text, point_key},
};

/// The schema of a rule's parameters, ready to be used.
#[derive(Debug)]
pub struct Parameters {
    schema: Value,
    validator: Validator,
}

impl Parameters {
    /// Reads a schema, as a rule's description has it.
    ///
    /// # Errors
    /// It is no schema of an object, or its defaults do not fit it.
    pub fn parse(schema: &str) -> Result<Parameters, String> {
        check_schema(schema)
    }

    /// The schema.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// An object of all defaults.
    pub fn defaults(&self) -> Value {
        let properties = self.schema.get("properties").and_then(Value::as_object);
        let defaults = properties
            .into_iter()
            .flatten()
            .filter_map(|(name, property)| Some((name.clone(), property.get("default")?.clone())));
        Value::Object(defaults.collect())
    }

    /// Whether parameters fit.
    ///
    /// # Errors
    /// What does not, with its place.
    pub fn check(&self, parameters: &str) -> Result<(), String> {
        let parameters: Value =
            serde_json::from_str(parameters).map_err(|error| error.to_string())?;
        let first = self.validator.iter_errors(&parameters).next();
        first.map_or(Ok(()), |error| {
            let place = error.instance_path().to_string();
            Err(if place.is_empty() {
                error.to_string()
            } else {
                format!("{place}: {error}")
            })
        })
    }
}

/// Checks a rule's description.
///
/// # Errors
/// The first thing that is missing or wrong.
pub(crate) fn check_about(about: &About, point: ExtensionPoint) -> Result<Parameters, String> {
    if about.point != point {
        let (says, is) = (point_key(about.point), point_key(point));
        return Err(format!("it says that it is for {says}, but exports {is}"));
    }
    check_text(&about.name, "name")?;
    semver::Version::parse(&about.version).map_err(|error| format!("version: {error}"))?;
    check_texts(&about.reasons, "reasons")?;
    check_texts(&about.figures, "figures")?;
    let has_figures = point == ExtensionPoint::Indicators;
    if has_figures == about.figures.is_empty() {
        return Err("figures are for indicators, and only for them".to_owned());
    }
    if !has_figures && about.reasons.is_empty() {
        return Err("it names no reasons".to_owned());
    }
    check_schema(&about.parameters_schema)
}

fn check_texts(texts: &[Text], what: &str) -> Result<(), String> {
    if texts.len() > TEXTS_MAX {
        return Err(format!("more than {TEXTS_MAX} {what}"));
    }
    let mut keys = BTreeSet::new();
    for text in texts {
        check_text(text, what)?;
        if !keys.insert(&text.key) {
            return Err(format!("{what}: {} comes twice", text.key));
        }
    }
    Ok(())
}

fn check_text(text: &Text, what: &str) -> Result<(), String> {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if text.key.is_empty() || text.key.len() > WORD_BYTES_MAX || !text.key.chars().all(fits) {
        return Err(format!("{what}: {:?} is no key", text.key));
    }
    for (language, words) in [("de", &text.de), ("en", &text.en)] {
        if words.trim().is_empty() || words.len() > TEXT_BYTES_MAX {
            return Err(format!(
                "{what}: {} has no text in {language}, or too long a one",
                text.key
            ));
        }
    }
    Ok(())
}

fn check_schema(text: &str) -> Result<Parameters, String> {
    if text.len() > SCHEMA_BYTES_MAX {
        return Err(format!(
            "the schema of the parameters has more than {SCHEMA_BYTES_MAX} bytes"
        ));
    }
    let schema: Value =
        serde_json::from_str(text).map_err(|error| format!("parameters-schema: {error}"))?;
    if schema.get("type") != Some(&Value::from("object")) {
        return Err("parameters-schema: parameters are an object".to_owned());
    }
    let validator = jsonschema::draft202012::new(&schema)
        .map_err(|error| format!("parameters-schema: {error}"))?;
    let parameters = Parameters { schema, validator };
    let defaults = parameters.defaults().to_string();
    parameters
        .check(&defaults)
        .map_err(|error| format!("the defaults of the parameters do not fit: {error}"))?;
    Ok(parameters)
}
