//! Sending what a form asks for.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    pages::{
        documents::run,
        forms::UserError,
        render::{PageResult, see},
    },
    transport::{address::encode, problem::Problem, tenant::TenantRequest},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    user_errors: Vec<UserError>,
}

/// Runs the mutation of a form; what comes back is what is wrong with the input.
pub(in crate::pages::case) async fn send_change(
    request: &TenantRequest,
    document: &'static str,
    operation: &str,
    input: Value,
) -> Result<Vec<UserError>, Problem> {
    let variables = json!({ "input": input });
    let answer: BTreeMap<String, Payload> = run(request, document, operation, variables).await?;
    let payloads = answer.into_values();
    Ok(payloads.flat_map(|payload| payload.user_errors).collect())
}

/// Leads to the page of the case.
pub(in crate::pages::case) fn see_case(request: &TenantRequest, id: &str) -> PageResult {
    see(&request.path(&format!("cases/{}", encode(id))))
}
