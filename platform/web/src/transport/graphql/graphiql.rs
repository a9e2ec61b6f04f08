//! GraphiQL, served from our own assets, for whoever builds an integration.

use askama::Template;
use axum::{
    http::header::CONTENT_SECURITY_POLICY,
    response::{IntoResponse, Response},
};
use kernel::actor::Credential;

use crate::{
    pages::{frame::Frame, render::page},
    transport::{
        problem::Problem, security_headers::GRAPHIQL_SECURITY_POLICY, tenant::TenantRequest,
    },
};

/// The page around the editor.
#[derive(Template)]
#[template(path = "graphiql.html")]
struct GraphiqlPage {
    frame: Frame,
    endpoint: String,
    csrf_token: String,
    first_query: String,
}

/// Shows the editor to somebody signed in.
pub(crate) async fn graphiql(request: TenantRequest) -> Result<Response, Problem> {
    let account = request.context.actor().account()?;
    let csrf_token = match &account.credential {
        Credential::Session { csrf_token } => csrf_token.clone(),
        Credential::ApiToken { .. } | Credential::Command => String::new(),
    };
    let shown = GraphiqlPage {
        endpoint: request.path("graphql"),
        csrf_token,
        first_query: request.words().text("graphiql-first-query"),
        frame: Frame::of(&request),
    };
    let policy = [(CONTENT_SECURITY_POLICY, GRAPHIQL_SECURITY_POLICY)];
    Ok((policy, page(&shown)?).into_response())
}
