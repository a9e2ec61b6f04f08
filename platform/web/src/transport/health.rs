//! Whether the process lives, and whether it can serve.

use axum::{extract::State, http::StatusCode};

use crate::state::WebState;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The registry answers, so tenants can be found. A single tenant's outage does not make the
/// process unready: the others would suffer for it.
pub(crate) async fn readyz(State(state): State<WebState>) -> (StatusCode, &'static str) {
    match state.directory.registry().list_tenants().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the registry does not answer\n",
        ),
    }
}
