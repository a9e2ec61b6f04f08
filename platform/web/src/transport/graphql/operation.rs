//! What an operation is, found out before it runs: its kind, and whether its variables fit.

use async_graphql::{
    Request, Value,
    parser::types::{BaseType, ExecutableDocument, OperationDefinition, OperationType, Type},
};
use graphql_schema::{document_nesting, limits};

/// What a request asks to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The name it has in its document.
    pub name: Option<String>,
    /// The first variable whose value does not fit its type.
    pub unfit_variable: Option<String>,
}

/// The operation that a request asks for; `None` where the schema will refuse the document anyway
/// (too long, too deep, no GraphQL, no such operation).
pub(crate) fn find_operation(request: &mut Request) -> Option<Operation> {
    // The parser recurses per bracket: what is too deep must not reach it.
    if request.query.len() > limits::DOCUMENT_BYTES_MAX
        || document_nesting(&request.query) > limits::DOCUMENT_NESTING_MAX
    {
        return None;
    }
    let wanted = request.operation_name.clone();
    let variables = request.variables.clone();
    let document = request.parsed_query().ok()?;
    let (name, operation) = select(document, wanted.as_deref())?;
    let unfit = operation
        .variable_definitions
        .iter()
        .map(|definition| &definition.node)
        .find(|definition| {
            let value = variables.get(&definition.name.node);
            let left_out = value.is_none() && definition.default_value.is_some();
            !left_out && !fits(value.unwrap_or(&Value::Null), &definition.var_type.node)
        });
    Some(Operation {
        kind: operation.ty,
        name: name.map(str::to_owned),
        unfit_variable: unfit.map(|definition| definition.name.node.to_string()),
    })
}

fn select<'a>(
    document: &'a ExecutableDocument,
    wanted: Option<&str>,
) -> Option<(Option<&'a str>, &'a OperationDefinition)> {
    let mut operations = document.operations.iter();
    let (name, operation) = match wanted {
        Some(wanted) => {
            operations.find(|(name, _)| name.is_some_and(|name| name.as_str() == wanted))?
        }
        None if operations.len() == 1 => operations.next()?,
        None => return None,
    };
    Some((name.map(|name| name.as_str()), &operation.node))
}

/// Whether a value can be of the type, as far as that can be told without the schema: absence,
/// lists and the built-in scalars. Inputs of our own are looked at when they are used.
fn fits(value: &Value, ty: &Type) -> bool {
    match (value, &ty.base) {
        (Value::Null, _) => ty.nullable,
        (Value::List(items), BaseType::List(item)) => items.iter().all(|value| fits(value, item)),
        // A single value stands for a list of one.
        (value, BaseType::List(item)) => fits(value, item),
        (value, BaseType::Named(name)) => match name.as_str() {
            "Int" => matches!(value, Value::Number(number) if number.is_i64() || number.is_u64()),
            "Float" => matches!(value, Value::Number(_)),
            "String" => matches!(value, Value::String(_)),
            "Boolean" => matches!(value, Value::Boolean(_)),
            "ID" => matches!(value, Value::String(_) | Value::Number(_)),
            _ => true,
        },
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use serde_json::json;

    use super::*;

    fn find(query: &str, variables: serde_json::Value) -> Option<Operation> {
        find_operation(&mut Request::new(query).variables(Variables::from_json(variables)))
    }

    #[test]
    fn a_variable_that_does_not_fit_is_named() {
        for (ty, value, fits) in [
            ("ID!", json!(null), false),
            ("ID", json!(null), true),
            ("Int!", json!("1"), false),
            ("[Int!]", json!([1, null]), false),
            ("[Int!]", json!(1), true),
            ("Boolean", json!(0), false),
            ("CaseFilter!", json!({"a": 1}), true),
        ] {
            let found =
                find(&format!("query Q($v: {ty}) {{ a }}"), json!({ "v": value })).expect("found");
            assert_eq!(found.unfit_variable.is_none(), fits, "{ty} {value}");
        }
        assert!(
            find("query Q($v: ID!) { a }", json!({}))
                .expect("found")
                .unfit_variable
                .is_some()
        );
        assert!(
            find("query Q($v: ID! = 1) { a }", json!({}))
                .expect("found")
                .unfit_variable
                .is_none()
        );
    }

    #[test]
    fn kind_and_name_are_those_of_the_operation_asked_for() {
        let found = find("mutation M { a }", json!({})).expect("found");
        assert_eq!(
            (found.kind, found.name.as_deref()),
            (OperationType::Mutation, Some("M"))
        );
        assert_eq!(find("query A { a } mutation B { b }", json!({})), None);
        assert_eq!(find("{", json!({})), None);
    }

    #[test]
    fn a_document_that_nests_without_end_does_not_reach_the_parser() {
        assert_eq!(find(&"{".repeat(10_000), json!({})), None);
        assert_eq!(find(&"[".repeat(1_000_000), json!({})), None);
    }
}
