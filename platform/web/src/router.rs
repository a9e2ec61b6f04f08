//! Which address leads where.

use axum::{
    Router,
    extract::Path,
    middleware::{from_fn, from_fn_with_state},
    response::Redirect,
    routing::get,
};
use tower_http::compression::CompressionLayer;

use crate::{
    pages,
    state::WebState,
    transport::{
        address::encode,
        assets::asset,
        graphql::{graphiql, graphql_get, graphql_post},
        health::{healthz, readyz},
        locale::choose_locale,
        observe::{contain, trace},
        problem::Problem,
        security_headers::secure,
        tenant::enter_tenant,
    },
};

/// The web surface of one server.
pub fn router(state: WebState) -> Router {
    let of_a_tenant = pages::routes()
        .route("/k/{tenant}/graphql", get(graphql_get).post(graphql_post))
        .route("/k/{tenant}/graphiql", get(graphiql))
        .route_layer(from_fn_with_state(state.clone(), enter_tenant));
    Router::new()
        .route("/", get(pages::landing::show))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/assets/{*path}", get(asset))
        .route("/k/{tenant}", get(to_start_page))
        .merge(of_a_tenant)
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        // The last layer is the first that a request passes.
        .layer(from_fn(contain))
        .layer(from_fn(pages::problem::answer_problems))
        .layer(from_fn_with_state(state.clone(), choose_locale))
        .layer(from_fn_with_state(state.clone(), secure))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), trace))
        .with_state(state)
}

/// Pages of a tenant lie below its path, so that its cookie reaches all of them and nothing else.
async fn to_start_page(Path(tenant): Path<String>) -> Redirect {
    Redirect::permanent(&format!("/k/{}/", encode(&tenant)))
}
