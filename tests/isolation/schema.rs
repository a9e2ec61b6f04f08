//! The county's schema as a client learns it, and documents made from it.

use std::collections::BTreeMap;

use kernel::access::Permission;
use kreislotse_tests::Client;
use serde_json::{Map, Value, json};

/// Names, descriptions and types of everything; two lists deep, as the gate allows.
const INTROSPECTION: &str = "{ __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types { kind name possibleTypes { name }
      fields { name description
        args { name type { ...Type } }
        type { ...Type } } } } }
  fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// Who may ask for a field at all, as its description promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Open to everybody.
    Nothing,
    /// To be signed in.
    SignedIn,
    /// A permission.
    Permission(Permission),
}

/// The kinds of operation, in the order of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Query,
    Mutation,
    Subscription,
}

/// The schema.
pub(super) struct CountySchema {
    roots: BTreeMap<&'static str, String>,
    types: BTreeMap<String, Value>,
}

impl CountySchema {
    /// Asks a server for it.
    pub async fn of(client: &Client) -> Self {
        let mut data = client.graphql(INTROSPECTION, json!({})).await.data();
        let schema = data["__schema"].take();
        let name_of = |root: &str| schema[root]["name"].as_str().unwrap_or_default().to_owned();
        let types = schema["types"].as_array().expect("a list").iter();
        let by_name = |each: &Value| {
            (
                each["name"].as_str().unwrap_or_default().to_owned(),
                each.clone(),
            )
        };
        Self {
            roots: BTreeMap::from([
                ("query", name_of("queryType")),
                ("mutation", name_of("mutationType")),
                ("subscription", name_of("subscriptionType")),
            ]),
            types: types.map(by_name).collect(),
        }
    }

    /// The names of all root fields of a kind.
    pub fn root_fields(&self, root: Root) -> Vec<String> {
        let fields = self.fields(&self.roots[root.keyword()]);
        fields
            .iter()
            .map(|field| text(field, "name").to_owned())
            .collect()
    }

    /// Who may ask for a root field.
    pub fn needs(&self, root: Root, field: &str) -> Needs {
        let description = text(self.root_field(root, field), "description");
        let (_, after) = description
            .split_once("Permission:")
            .unwrap_or_else(|| panic!("the description of `{field}` names no permission"));
        let after: Vec<&str> = after.split_whitespace().collect();
        let word = after
            .first()
            .map_or("", |word| word.trim_end_matches(['.', ';', ',']));
        match Permission::from_key(word) {
            Some(permission) => Needs::Permission(permission),
            None if after.join(" ").starts_with("none beyond being signed in") => Needs::SignedIn,
            None if word == "none" => Needs::Nothing,
            None => panic!("the description of `{field}` names the permission {word:?}"),
        }
    }

    /// A document that asks for a root field with these arguments: everything that is a value of
    /// its own, of the object itself or of those that a payload or connection carries.
    pub fn document(&self, root: Root, field: &str, arguments: &Map<String, Value>) -> String {
        let definition = self.root_field(root, field);
        let declared = definition["args"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let given: Vec<&Value> = declared
            .iter()
            .filter(|argument| arguments.contains_key(text(argument, "name")))
            .collect();
        assert_eq!(
            given.len(),
            arguments.len(),
            "`{field}` has other arguments than {arguments:?}"
        );
        let variables: Vec<String> = given
            .iter()
            .map(|argument| {
                format!(
                    "${}: {}",
                    text(argument, "name"),
                    type_text(&argument["type"])
                )
            })
            .collect();
        let passed: Vec<String> = given
            .iter()
            .map(|argument| text(argument, "name"))
            .map(|name| format!("{name}: ${name}"))
            .collect();
        let in_brackets = |parts: Vec<String>| match parts.is_empty() {
            true => String::new(),
            false => format!("({})", parts.join(", ")),
        };
        let (variables, passed) = (in_brackets(variables), in_brackets(passed));
        let selection = self.selection(named_type(&definition["type"]), NESTED_MAX);
        format!(
            "{} Probe{variables} {{ {field}{passed} {selection} }}",
            root.keyword()
        )
    }

    /// Everything of a type, with so many levels of things below it.
    fn selection(&self, type_name: &str, nested: usize) -> String {
        let definition = &self.types[type_name];
        if is_leaf(definition) {
            return String::new();
        }
        let possible = definition["possibleTypes"]
            .as_array()
            .filter(|types| !types.is_empty());
        if let Some(possible) = possible {
            // All kinds at once are more than one request may ask for, so each is asked for its own values only.
            let nested = nested.saturating_sub(1);
            let parts = possible.iter().map(|each| text(each, "name"));
            let parts: Vec<String> = parts
                .map(|name| format!("... on {name} {}", self.selection(name, nested)))
                .collect();
            return format!("{{ __typename {} }}", parts.join(" "));
        }
        // What a wrapper carries is what was asked for; a list of fifty is not asked for more.
        let below = if is_wrapper(type_name) {
            0
        } else {
            nested.saturating_sub(1)
        };
        let mut parts = vec!["__typename".to_owned()];
        for field in self
            .fields(type_name)
            .iter()
            .filter(|field| needs_no_arguments(field))
        {
            let (name, of) = (text(field, "name"), named_type(&field["type"]));
            if is_leaf(&self.types[of]) || is_wrapper(type_name) || nested > 0 {
                parts.push(format!("{name} {}", self.selection(of, below)));
            }
        }
        format!("{{ {} }}", parts.join(" "))
    }

    fn root_field(&self, root: Root, name: &str) -> &Value {
        let fields = self.fields(&self.roots[root.keyword()]);
        let found = fields.iter().find(|field| text(field, "name") == name);
        found.unwrap_or_else(|| panic!("there is no {} `{name}`", root.keyword()))
    }

    fn fields(&self, type_name: &str) -> &[Value] {
        let definition = self.types.get(type_name);
        let fields = definition.and_then(|definition| definition["fields"].as_array());
        fields.map(Vec::as_slice).unwrap_or_default()
    }
}

/// A thing is asked for with what stands directly below it.
const NESTED_MAX: usize = 1;

/// Payloads carry a thing, connections edges, edges a node, duplicates a person each.
fn is_wrapper(type_name: &str) -> bool {
    ["Payload", "Connection", "Edge", "Duplicates", "Duplicate"]
        .iter()
        .any(|ending| type_name.ends_with(ending))
}

fn is_leaf(definition: &Value) -> bool {
    matches!(text(definition, "kind"), "SCALAR" | "ENUM")
}

fn needs_no_arguments(field: &Value) -> bool {
    let arguments = field["args"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    arguments
        .iter()
        .all(|argument| argument["type"]["kind"] != "NON_NULL")
}

impl Root {
    /// All kinds.
    pub const ALL: [Root; 3] = [Root::Query, Root::Mutation, Root::Subscription];

    fn keyword(self) -> &'static str {
        match self {
            Root::Query => "query",
            Root::Mutation => "mutation",
            Root::Subscription => "subscription",
        }
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn named_type(of: &Value) -> &str {
    match text(of, "kind") {
        "NON_NULL" | "LIST" => named_type(&of["ofType"]),
        _ => text(of, "name"),
    }
}

fn type_text(of: &Value) -> String {
    match text(of, "kind") {
        "NON_NULL" => format!("{}!", type_text(&of["ofType"])),
        "LIST" => format!("[{}]", type_text(&of["ofType"])),
        _ => text(of, "name").to_owned(),
    }
}
