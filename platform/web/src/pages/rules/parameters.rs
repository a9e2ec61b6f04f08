//! The form for a rule's parameters, made from their JSON Schema.

use kernel::locale::Locale;
use serde_json::{Map, Number, Value};

use crate::{
    pages::{forms::Form, person::Entry},
    transport::form::Submission,
};

/// How the names of the fields begin; the parameter's name follows.
const PREFIX: &str = "parameter-";

/// One parameter as the form shows it.
#[derive(Debug, PartialEq)]
pub(super) struct ParameterField {
    /// The name of the field.
    pub name: String,
    /// The parameter's title in the reader's language; its name if the schema has none.
    pub label: String,
    /// The parameter's description.
    pub hint: String,
    /// How it is entered.
    pub kind: Kind,
    /// Whether it may be left empty.
    pub optional: bool,
    property: String,
}

/// How a parameter is entered.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    /// A number: what the control allows, as attributes.
    Number(String),
    /// A box to tick.
    Switch,
    /// One of a few.
    Choice(Vec<Choice>),
    /// A day.
    Day,
    /// A line of text.
    Text,
    /// Anything else, as JSON.
    Json,
}

/// An entry of a choice: its value in JSON, and what people read.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    pub key: String,
    pub label: String,
}

impl From<&Choice> for Entry {
    fn from(choice: &Choice) -> Self {
        Self {
            key: choice.key.clone(),
            label: choice.label.clone(),
        }
    }
}

impl ParameterField {
    /// The fields of a schema, in its order.
    pub fn list(schema: &str, locale: Locale) -> Vec<Self> {
        let schema: Value = serde_json::from_str(schema).unwrap_or_default();
        let properties = schema.get("properties").and_then(Value::as_object);
        let fields = properties.into_iter().flatten();
        fields
            .map(|(name, property)| Self::new(name, property, locale))
            .collect()
    }

    fn new(name: &str, property: &Value, locale: Locale) -> Self {
        let text = |key| property.get(key).and_then(Value::as_str);
        Self {
            name: format!("{PREFIX}{name}"),
            label: text("title")
                .map_or(name, |title| in_language(title, locale))
                .to_owned(),
            hint: text("description")
                .map_or("", |text| in_language(text, locale))
                .to_owned(),
            optional: types(property).contains(&"null"),
            kind: kind(property),
            property: name.to_owned(),
        }
    }

    /// The choices as the form's list takes them.
    pub fn entries(&self) -> Vec<Entry> {
        match &self.kind {
            Kind::Choice(choices) => choices.iter().map(Entry::from).collect(),
            _ => Vec::new(),
        }
    }

    /// The form with the value of these parameters filled in.
    fn fill(&self, form: Form, parameters: &Value) -> Form {
        let value = parameters.get(&self.property).unwrap_or(&Value::Null);
        match (&self.kind, value) {
            (Kind::Switch, Value::Bool(true)) => form.with(&self.name, "yes"),
            (Kind::Switch, _) | (_, Value::Null) => form,
            (Kind::Choice(_) | Kind::Json, value) => form.with(&self.name, value),
            (_, Value::String(text)) => form.with(&self.name, text),
            (_, value) => form.with(&self.name, value),
        }
    }

    /// What was typed, as JSON; what is none is sent as it is, and the schema says what is wrong with it.
    fn read(&self, submission: &Submission) -> Value {
        let text = submission.value(&self.name);
        match &self.kind {
            Kind::Switch => Value::Bool(submission.is_checked(&self.name)),
            _ if text.is_empty() && self.optional => Value::Null,
            Kind::Number(_) => read_number(text),
            Kind::Choice(_) | Kind::Json => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
            }
            Kind::Day | Kind::Text => Value::String(text.to_owned()),
        }
    }
}

/// The form with the present parameters filled in.
pub(super) fn filled(form: Form, fields: &[ParameterField], parameters: &str) -> Form {
    let parameters: Value = serde_json::from_str(parameters).unwrap_or_default();
    fields
        .iter()
        .fold(form, |form, field| field.fill(form, &parameters))
}

/// The parameters that were typed.
pub(super) fn read(fields: &[ParameterField], submission: &Submission) -> String {
    let entries = fields
        .iter()
        .map(|field| (field.property.clone(), field.read(submission)));
    Value::Object(entries.collect::<Map<_, _>>()).to_string()
}

fn read_number(text: &str) -> Value {
    let text = text.replace(',', ".");
    let whole = text.parse::<i64>().ok().map(Number::from);
    let number = whole.or_else(|| Number::from_f64(text.parse().ok()?));
    number.map_or(Value::String(text), Value::Number)
}

/// Schemas have both languages in one text, German first: `Alter / Age`.
fn in_language(text: &str, locale: Locale) -> &str {
    match (text.split_once(" / "), locale) {
        (Some((german, _)), Locale::De) => german,
        (Some((_, english)), Locale::En) => english,
        (None, _) => text,
    }
}

fn types(property: &Value) -> Vec<&str> {
    match property.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn kind(property: &Value) -> Kind {
    if let Some(Value::Array(values)) = property.get("enum") {
        let choice = |value: &Value| Choice {
            key: value.to_string(),
            label: value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        };
        return Kind::Choice(values.iter().map(choice).collect());
    }
    let types = types(property);
    let is = |name| types.contains(&name);
    let one = types.iter().filter(|name| **name != "null").count() == 1;
    match () {
        () if one && (is("integer") || is("number")) => {
            Kind::Number(range(property, is("integer")))
        }
        () if one && is("boolean") => Kind::Switch,
        () if one && is("string") && is_day(property) => Kind::Day,
        () if one && is("string") => Kind::Text,
        () => Kind::Json,
    }
}

/// A text that the schema asks to look like a day.
fn is_day(property: &Value) -> bool {
    let text = |key| {
        property
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    text("format") == "date" || text("pattern").starts_with("^[0-9]{4}-(0[1-9]|1[0-2])-")
}

fn range(property: &Value, whole: bool) -> String {
    let mut attributes = String::from(if whole { "step=\"1\"" } else { "step=\"any\"" });
    for (key, attribute) in [("minimum", "min"), ("maximum", "max")] {
        if let Some(bound) = property.get(key).and_then(Value::as_f64) {
            attributes.push_str(&format!(" {attribute}=\"{bound}\""));
        }
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"{"type": "object", "properties": {
        "age": {"title": "Alter / Age", "type": "integer", "minimum": 0, "maximum": 120},
        "begins": {"type": ["string", "null"], "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9])$"},
        "mood": {"enum": ["good", "bad"]},
        "open": {"type": "boolean"},
        "grid": {"type": "array", "items": {"type": "integer"}}
    }}"#;

    #[test]
    fn a_schema_becomes_fields_of_the_right_kind() {
        let fields = ParameterField::list(SCHEMA, Locale::En);
        let kinds: Vec<(&str, &str)> = fields
            .iter()
            .map(|field| {
                let kind = match field.kind {
                    Kind::Number(_) => "number",
                    Kind::Switch => "switch",
                    Kind::Choice(_) => "choice",
                    Kind::Day => "day",
                    Kind::Text => "text",
                    Kind::Json => "json",
                };
                (field.label.as_str(), kind)
            })
            .collect();
        assert_eq!(
            kinds,
            [
                ("Age", "number"),
                ("begins", "day"),
                ("grid", "json"),
                ("mood", "choice"),
                ("open", "switch")
            ]
        );
        let Kind::Number(attributes) = &fields[0].kind else {
            panic!("a number")
        };
        assert_eq!(attributes, "step=\"1\" min=\"0\" max=\"120\"");
        assert!(fields[1].optional && !fields[0].optional);
    }

    #[test]
    fn numbers_are_read_with_comma_or_point_and_nonsense_is_kept_for_the_schema() {
        assert_eq!(read_number("12"), Value::from(12));
        assert_eq!(read_number("1,5"), Value::from(1.5));
        assert_eq!(read_number("viel"), Value::from("viel"));
    }
}
