//! From a path and its credentials to the tenant and the actor.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use graphql_schema::{Caller, ConfigurationInForce};
use kernel::{
    accounts::{PresentedCredential, resolve_actor},
    actor::Actor,
    locale::Locale,
};
use tenants::{CountyContext, registry::Tenant};
use tracing::Span;

use super::{
    address::Address,
    cookies::{SESSION_COOKIE, find_cookie},
    problem::Problem,
};
use crate::{state::WebState, words::Words};

/// One request to one tenant: what handlers of pages and of GraphQL begin with.
#[derive(Clone)]
pub(crate) struct TenantRequest {
    /// Tenant, actor, configuration and database.
    pub context: CountyContext,
    /// The tenant as it is being served.
    pub tenant: Arc<Tenant>,
    /// What was asked for.
    pub address: Address,
    /// What the request showed to say who it is.
    pub credential: PresentedCredential,
    /// What belongs to no tenant.
    pub state: WebState,
}

impl TenantRequest {
    /// The texts in the reader's language.
    pub fn words(&self) -> Words {
        Words(self.context.locale())
    }

    /// What the schema is told of this request.
    pub fn caller(&self) -> Caller {
        Caller {
            context: self.context.clone(),
            policy: self.state.policy.clone(),
            presented: self.credential.clone(),
            configuration: ConfigurationInForce::from(&*self.tenant),
            rules: self
                .state
                .rules
                .of(self.context.tenant(), self.tenant.version().number),
        }
    }

    /// A path within this tenant: `path("cases")`.
    pub fn path(&self, rest: &str) -> String {
        format!("/k/{}/{rest}", self.context.tenant())
    }

    /// The clock's day, as forms and links write it.
    pub fn today(&self) -> String {
        self.context.clock().today().to_string()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for TenantRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let entered = parts.extensions.get::<TenantRequest>();
        entered
            .cloned()
            .ok_or_else(|| Problem::internal_because("a route of a tenant without its tenant"))
    }
}

/// Finds the tenant named in the path and who asks. Whatever goes wrong later is answered within
/// the tenant's own pages; before, with the page that names no tenant.
pub(crate) async fn enter_tenant(
    State(state): State<WebState>,
    parameters: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    let key = parameters
        .iter()
        .find(|(name, _)| *name == "tenant")
        .map_or("", |(_, value)| value);
    let locale = request
        .extensions()
        .get::<Locale>()
        .copied()
        .unwrap_or_default();
    let address = Address::of(request.uri());
    let credential = presented_credential(request.headers());
    let entered = match open_request(&state, key, locale, address, credential).await {
        Ok(entered) => entered,
        Err(problem) => return problem.into_response(),
    };
    let span = Span::current();
    span.record("tenant", entered.context.tenant().as_str());
    request.extensions_mut().insert(entered.clone());
    let mut response = next.run(request).await;
    let statements = entered.context.database().statements().total();
    span.record("statements", i64::from(statements));
    response.extensions_mut().insert(entered);
    response
}

async fn open_request(
    state: &WebState,
    key: &str,
    locale: Locale,
    address: Address,
    credential: PresentedCredential,
) -> Result<TenantRequest, Problem> {
    let tenant = state.directory.find(key)?;
    let context = tenant
        .context(Actor::Anonymous, state.clock.clone(), locale)
        .await?;
    let actor = resolve_actor(&context, &state.policy, &credential).await?;
    Ok(TenantRequest {
        context: context.with_actor(actor),
        tenant,
        address,
        credential,
        state: state.clone(),
    })
}

/// A bearer token wins over a cookie: whoever sends one means it.
fn presented_credential(headers: &HeaderMap) -> PresentedCredential {
    if let Some(value) = headers.get(AUTHORIZATION) {
        return value
            .to_str()
            .map_or(PresentedCredential::None, bearer_credential);
    }
    match find_cookie(headers, SESSION_COOKIE) {
        Some(token) => PresentedCredential::Session(token.to_owned()),
        None => PresentedCredential::None,
    }
}

/// The credential in `Bearer …`; anything else shows nothing.
pub(crate) fn bearer_credential(value: &str) -> PresentedCredential {
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            PresentedCredential::Bearer(token.trim().to_owned())
        }
        _ => PresentedCredential::None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header::COOKIE};

    use super::*;

    #[test]
    fn a_bearer_token_wins_and_an_unknown_scheme_shows_nothing() {
        let mut headers = HeaderMap::new();
        assert_eq!(presented_credential(&headers), PresentedCredential::None);
        headers.insert(COOKIE, HeaderValue::from_static("kreislotse_session=s"));
        assert_eq!(
            presented_credential(&headers),
            PresentedCredential::Session("s".to_owned())
        );
        headers.insert(AUTHORIZATION, HeaderValue::from_static("bearer t"));
        assert_eq!(
            presented_credential(&headers),
            PresentedCredential::Bearer("t".to_owned())
        );
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic dTpw"));
        assert_eq!(presented_credential(&headers), PresentedCredential::None);
    }
}
