//! API tokens of one's own.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    accounts::{
        ApiToken as StoredToken, NewApiToken, create_api_token, list_api_tokens, revoke_api_token,
    },
    ids::ApiTokenId,
};

use crate::{
    caller::{caller, county},
    errors::{Answer, UserError},
    ids::NodeKind,
    limits::CONFIGURED_LIST_COST,
};

/// Fields about API tokens.
#[derive(Default)]
pub struct TokenQuery;

#[Object]
impl TokenQuery {
    /// The viewer's own API tokens, latest first. Permission: token.manage.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn api_tokens(&self, ctx: &Context<'_>) -> Result<Vec<ApiToken>> {
        let tokens = list_api_tokens(county(ctx))
            .await
            .or_top_level(caller(ctx).locale())?;
        Ok(tokens.into_iter().map(ApiToken::from).collect())
    }
}

/// A bearer token of an integration. It acts as its owner, never as more.
#[derive(SimpleObject)]
pub struct ApiToken {
    /// Its id.
    id: ID,
    /// What it is for, in its owner's words.
    name: String,
    /// Whether it may only read; then every mutation is `FORBIDDEN`.
    read_only: bool,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// From when on it is refused.
    expires_at: DateTime<Utc>,
    /// When its owner took it back.
    revoked_at: Option<DateTime<Utc>>,
}

impl From<StoredToken> for ApiToken {
    fn from(token: StoredToken) -> Self {
        Self {
            id: NodeKind::ApiToken.global_id(token.id.0),
            name: token.name,
            read_only: token.read_only,
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
        }
    }
}

/// A token to be made.
#[derive(InputObject)]
pub struct ApiTokenCreateInput {
    /// What it is for, in your own words; at most 100 characters.
    name: String,
    /// Whether it may only read.
    #[graphql(default = true)]
    read_only: bool,
    /// Days until it ends by itself, 1 to 366.
    #[graphql(default = 90)]
    valid_days: i32,
}

/// What making a token answers.
#[derive(SimpleObject)]
pub struct ApiTokenCreatePayload {
    /// The token; null if the input has problems.
    api_token: Option<ApiToken>,
    /// Its secret for `Authorization: Bearer`, shown this once and never again.
    secret: Option<String>,
    /// Problems with the input.
    user_errors: Vec<UserError>,
}

/// Which token is taken back.
#[derive(InputObject)]
pub struct ApiTokenRevokeInput {
    /// One of the viewer's own tokens.
    id: ID,
}

/// What taking a token back answers.
#[derive(SimpleObject)]
pub struct ApiTokenRevokePayload {
    /// The token.
    api_token: Option<ApiToken>,
    /// Problems with the input.
    user_errors: Vec<UserError>,
}

/// Changes of API tokens.
#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Makes an API token for an integration. Permission: token.manage.
    async fn api_token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ApiTokenCreateInput,
    ) -> Result<ApiTokenCreatePayload> {
        let new = NewApiToken {
            name: input.name,
            read_only: input.read_only,
            valid_days: input.valid_days,
        };
        let made = create_api_token(county(ctx), new).await;
        Ok(match made.or_user_errors(caller(ctx).locale())? {
            Ok((token, secret)) => ApiTokenCreatePayload {
                api_token: Some(token.into()),
                secret: Some(secret),
                user_errors: Vec::new(),
            },
            Err(user_errors) => ApiTokenCreatePayload {
                api_token: None,
                secret: None,
                user_errors,
            },
        })
    }

    /// Takes an API token back, at once and for good; a second time changes nothing.
    /// Permission: token.manage.
    async fn api_token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ApiTokenRevokeInput,
    ) -> Result<ApiTokenRevokePayload> {
        let id = ApiTokenId(NodeKind::ApiToken.uuid_to_ask_for(&input.id));
        let revoked = revoke_api_token(county(ctx), id).await;
        Ok(match revoked.or_user_errors(caller(ctx).locale())? {
            Ok(token) => ApiTokenRevokePayload {
                api_token: Some(token.into()),
                user_errors: Vec::new(),
            },
            Err(user_errors) => ApiTokenRevokePayload {
                api_token: None,
                user_errors,
            },
        })
    }
}
