//! Runs a page's GraphQL document in process, through the same schema as everybody else.

use async_graphql::{Request, ServerError, UploadValue, Variables};
use graphql_schema::{errors::ErrorCode, execute_county};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::transport::{problem::Problem, tenant::TenantRequest};

/// Runs one operation of a document and reads its data. Any error makes it a [`Problem`].
pub(crate) async fn run<T: DeserializeOwned>(
    request: &TenantRequest,
    document: &'static str,
    operation: &str,
    variables: Value,
) -> Result<T, Problem> {
    run_with_files(request, (document, operation), variables, Vec::new()).await
}

/// The same with files, each with the path of its variable, such as `variables.input.component`.
pub(crate) async fn run_with_files<T: DeserializeOwned>(
    request: &TenantRequest,
    (document, operation): (&'static str, &str),
    variables: Value,
    files: Vec<(String, UploadValue)>,
) -> Result<T, Problem> {
    let mut asked = Request::new(document)
        .operation_name(operation)
        .variables(Variables::from_json(variables));
    for (path, file) in files {
        asked.set_upload(&path, file);
    }
    let answer = execute_county(&request.state.schema, request.caller(), asked).await;
    if let Some(error) = answer.errors.first() {
        return Err(problem_of(error));
    }
    let data = answer
        .data
        .into_json()
        .map_err(|error| Problem::internal(&error))?;
    serde_json::from_value(data).map_err(|error| Problem::internal(&error))
}

fn problem_of(error: &ServerError) -> Problem {
    match ErrorCode::of(error) {
        Some(ErrorCode::Unauthenticated) => Problem::Unauthenticated,
        Some(ErrorCode::Forbidden) => Problem::Forbidden,
        Some(ErrorCode::NotFound) => Problem::NotFound,
        Some(ErrorCode::TenantUnavailable) => Problem::Unavailable,
        Some(ErrorCode::StorageFull) => Problem::StorageFull,
        Some(ErrorCode::LimitExceeded) => Problem::LimitExceeded(error.message.clone()),
        Some(ErrorCode::BadUserInput) => Problem::Invalid(vec![error.message.clone()]),
        // The schema has logged it under this id.
        Some(ErrorCode::Internal) => {
            event_id(error).map_or_else(|| unexpected(error), Problem::Internal)
        }
        Some(ErrorCode::GraphqlParseFailed | ErrorCode::GraphqlValidationFailed) | None => {
            unexpected(error)
        }
    }
}

fn event_id(error: &ServerError) -> Option<Uuid> {
    let value = error
        .extensions
        .as_ref()?
        .get("event")?
        .clone()
        .into_json()
        .ok()?;
    value.as_str()?.parse().ok()
}

fn unexpected(error: &ServerError) -> Problem {
    Problem::internal_because(&format!("a page's document was refused: {}", error.message))
}
