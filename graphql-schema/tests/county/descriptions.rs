//! Every type, field, argument and value says what it is.

use std::collections::BTreeMap;

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{
            FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
        },
    },
};
use graphql_schema::county_sdl;

/// The types of the schema by name.
pub fn sdl_types() -> BTreeMap<String, TypeDefinition> {
    let document = parse_schema(county_sdl()).expect("our own SDL parses");
    let types = document
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            _ => None,
        });
    types
        .map(|definition| (definition.name.node.to_string(), definition))
        .collect()
}

struct Missing(Vec<String>);

impl Missing {
    fn check(&mut self, path: &str, description: Option<&Positioned<String>>) {
        if description.is_none_or(|text| text.node.trim().len() < 4) {
            self.0.push(path.to_owned());
        }
    }

    fn check_fields(&mut self, path: &str, fields: &[Positioned<FieldDefinition>]) {
        for field in fields {
            let path = format!("{path}.{}", field.node.name.node);
            self.check(&path, field.node.description.as_ref());
            self.check_inputs(&path, &field.node.arguments);
        }
    }

    fn check_inputs(&mut self, path: &str, inputs: &[Positioned<InputValueDefinition>]) {
        for input in inputs {
            let path = format!("{path}({})", input.node.name.node);
            self.check(&path, input.node.description.as_ref());
        }
    }
}

#[test]
fn nothing_in_the_schema_is_without_a_description() {
    let mut missing = Missing(Vec::new());
    for (name, definition) in sdl_types() {
        missing.check(&name, definition.description.as_ref());
        match &definition.kind {
            TypeKind::Object(object) => missing.check_fields(&name, &object.fields),
            TypeKind::Interface(interface) => missing.check_fields(&name, &interface.fields),
            TypeKind::InputObject(input) => missing.check_inputs(&name, &input.fields),
            TypeKind::Enum(values) => {
                for value in &values.values {
                    let path = format!("{name}.{}", value.node.value.node);
                    missing.check(&path, value.node.description.as_ref());
                }
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }
    assert!(
        missing.0.is_empty(),
        "without a description: {:#?}",
        missing.0
    );
}

#[test]
fn a_mutation_has_one_input_of_its_own_and_a_payload_with_user_errors() {
    let types = sdl_types();
    let TypeKind::Object(mutations) = &types["Mutation"].kind else {
        panic!("an object")
    };
    for field in &mutations.fields {
        let name = field.node.name.node.as_str();
        let [input] = field.node.arguments.as_slice() else {
            panic!("{name} has not one argument")
        };
        let expected = format!("{}{}Input!", name[..1].to_uppercase(), &name[1..]);
        assert_eq!(
            (
                input.node.name.node.as_str(),
                input.node.ty.node.to_string()
            ),
            ("input", expected)
        );
        let payload = field.node.ty.node.to_string();
        let TypeKind::Object(payload) = &types[payload.trim_end_matches('!')].kind else {
            panic!("an object")
        };
        let user_errors = payload
            .fields
            .iter()
            .find(|field| field.node.name.node == "userErrors");
        let user_errors =
            user_errors.unwrap_or_else(|| panic!("{name} answers without userErrors"));
        assert_eq!(user_errors.node.ty.node.to_string(), "[UserError!]!");
    }
}
