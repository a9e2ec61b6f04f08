//! Running requests of one caller.

use async_graphql::{BatchRequest, BatchResponse, Request, Response, ServerError};

use crate::{Caller, CountySchema, gate::within, limits::BATCH_REQUESTS_MAX};

/// Runs one query or mutation.
pub async fn execute_county(schema: &CountySchema, caller: Caller, request: Request) -> Response {
    schema.execute(caller.attach(request)).await
}

/// Runs a batch, one request after another, so that a batch takes no more of the database at once
/// than a single request.
pub async fn execute_county_batch(
    schema: &CountySchema,
    caller: Caller,
    batch: BatchRequest,
) -> BatchResponse {
    let requests = match batch {
        BatchRequest::Single(request) => {
            return BatchResponse::Single(execute_county(schema, caller, request).await);
        }
        BatchRequest::Batch(requests) => requests,
    };
    if let Err(error) = within(
        caller.locale(),
        "batchRequests",
        requests.len(),
        BATCH_REQUESTS_MAX,
    ) {
        let error = ServerError {
            extensions: error.extensions,
            ..ServerError::new(error.message, None)
        };
        return BatchResponse::Single(Response::from_errors(vec![error]));
    }
    let mut responses = Vec::with_capacity(requests.len());
    for request in requests {
        responses.push(execute_county(schema, caller.clone(), request).await);
    }
    BatchResponse::Batch(responses)
}
