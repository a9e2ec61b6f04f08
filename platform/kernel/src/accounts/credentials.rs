//! From what a request presents to the actor it comes from.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
    Select,
};

use super::{
    AccountPolicy, DemoAccounts, sessions,
    tables::{account, api_token, calendar_feed, grant, session},
};
use crate::{
    actor::{AccountActor, Actor, Credential},
    context::TenantContext,
    errors::Failure,
    ids::AccountId,
    secrets,
};

/// What a request shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PresentedCredential {
    /// Nothing.
    None,
    /// The session cookie's value.
    Session(String),
    /// The value of `Authorization: Bearer`.
    Bearer(String),
}

#[derive(Debug, FromQueryResult)]
struct AccountRow {
    account_id: AccountId,
    display_name: String,
    demo: bool,
    disabled_at: Option<DateTime<Utc>>,
    role: Option<String>,
    scope_kind: Option<String>,
    scope_key: Option<String>,
    csrf_token: Option<String>,
    read_only: Option<bool>,
    begins_at: DateTime<Utc>,
    last_seen_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

/// The actor behind a credential, in one statement. What is forged, expired, revoked, of a
/// disabled account or of another tenant is nobody: all these answer alike.
pub async fn resolve_actor(
    context: &TenantContext,
    policy: &AccountPolicy,
    presented: &PresentedCredential,
) -> Result<Actor, Failure> {
    let (actor, last_seen_at) = find_actor(context, policy, presented).await?;
    if let (PresentedCredential::Session(token), Some(last_seen_at)) = (presented, last_seen_at) {
        match sessions::touch(context, secrets::token_hash(token), last_seen_at).await {
            // Reading goes on; the session ends the earlier for it.
            Ok(()) | Err(Failure::StorageFull(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(actor)
}

/// The actor whose calendar the secret of an address opens, in one statement. Forged, revoked, of a
/// disabled account and of another tenant all answer alike: with nobody.
pub async fn resolve_calendar_reader(
    context: &TenantContext,
    policy: &AccountPolicy,
    secret: &str,
) -> Result<Actor, Failure> {
    let feeds = calendar_feed::Entity::find()
        .select_only()
        .column_as(calendar_feed::Column::CreatedAt, "begins_at")
        .join(JoinType::InnerJoin, calendar_feed::Relation::Account.def())
        .filter(calendar_feed::Column::TokenHash.eq(secrets::token_hash(secret)))
        .filter(calendar_feed::Column::RevokedAt.is_null());
    let rows: Vec<AccountRow> = with_account_and_grants(feeds)
        .into_model()
        .all(context.database())
        .await?;
    Ok(
        match rows.first().filter(|row| is_account_admitted(row, policy)) {
            Some(first) => Actor::Account(account_actor(&rows, first, policy)),
            None => Actor::Anonymous,
        },
    )
}

/// The same without counting as use: what stands open and listens must not keep its session alive.
pub async fn review_actor(
    context: &TenantContext,
    policy: &AccountPolicy,
    presented: &PresentedCredential,
) -> Result<Actor, Failure> {
    Ok(find_actor(context, policy, presented).await?.0)
}

/// The actor, and when its session was seen last.
async fn find_actor(
    context: &TenantContext,
    policy: &AccountPolicy,
    presented: &PresentedCredential,
) -> Result<(Actor, Option<DateTime<Utc>>), Failure> {
    let rows = match presented {
        PresentedCredential::None => return Ok((Actor::Anonymous, None)),
        PresentedCredential::Session(token) => by_session(token).all(context.database()).await?,
        PresentedCredential::Bearer(token) => by_api_token(token).all(context.database()).await?,
    };
    let valid = |row: &&AccountRow| is_valid(row, policy, context.clock().now());
    let Some(first) = rows.first().filter(valid) else {
        return Ok((Actor::Anonymous, None));
    };
    Ok((
        Actor::Account(account_actor(&rows, first, policy)),
        first.last_seen_at,
    ))
}

/// The account of this login as the actor of an operator's own command, such as the demo's
/// generator. Whoever can run commands on this machine can read the database anyway.
pub async fn actor_for_command(
    context: &TenantContext,
    policy: &AccountPolicy,
    login: &str,
) -> Result<Actor, Failure> {
    let found = account::Entity::find()
        .filter(account::Column::Login.eq(login))
        .find_with_related(grant::Entity)
        .all(context.database())
        .await?;
    let (account, grants) = found.into_iter().next().ok_or(Failure::NotFound)?;
    let actor = AccountActor::new(
        account.id,
        account.display_name,
        account.demo,
        Credential::Command,
        grants.iter().filter_map(grant::Model::to_grant).collect(),
        &policy.access,
    );
    Ok(Actor::Account(actor))
}

fn is_account_admitted(row: &AccountRow, policy: &AccountPolicy) -> bool {
    row.disabled_at.is_none() && (!row.demo || policy.demo_accounts == DemoAccounts::Admitted)
}

fn is_valid(row: &AccountRow, policy: &AccountPolicy, now: DateTime<Utc>) -> bool {
    let credential_alive = match (row.last_seen_at, row.expires_at) {
        (Some(last_seen_at), _) => sessions::is_alive(row.begins_at, last_seen_at, now),
        (None, Some(expires_at)) => row.revoked_at.is_none() && now < expires_at,
        (None, None) => false,
    };
    is_account_admitted(row, policy) && credential_alive
}

fn account_actor(rows: &[AccountRow], first: &AccountRow, policy: &AccountPolicy) -> AccountActor {
    let grants = rows
        .iter()
        .filter_map(|row| {
            grant::Model {
                account_id: row.account_id,
                role: row.role.clone()?,
                scope_kind: row.scope_kind.clone()?,
                scope_key: row.scope_key.clone()?,
            }
            .to_grant()
        })
        .collect();
    let credential = match &first.csrf_token {
        Some(csrf_token) => Credential::Session {
            csrf_token: csrf_token.clone(),
        },
        None => Credential::ApiToken {
            read_only: first.read_only.unwrap_or(true),
        },
    };
    AccountActor::new(
        first.account_id,
        first.display_name.clone(),
        first.demo,
        credential,
        grants,
        &policy.access,
    )
}

fn by_session(token: &str) -> sea_orm::Selector<sea_orm::SelectModel<AccountRow>> {
    let sessions = session::Entity::find()
        .select_only()
        .column(session::Column::CsrfToken)
        .column_as(session::Column::CreatedAt, "begins_at")
        .column(session::Column::LastSeenAt)
        .join(JoinType::InnerJoin, session::Relation::Account.def())
        .filter(session::Column::TokenHash.eq(secrets::token_hash(token)));
    with_account_and_grants(sessions).into_model()
}

fn by_api_token(token: &str) -> sea_orm::Selector<sea_orm::SelectModel<AccountRow>> {
    let tokens = api_token::Entity::find()
        .select_only()
        .column(api_token::Column::ReadOnly)
        .column_as(api_token::Column::CreatedAt, "begins_at")
        .column(api_token::Column::ExpiresAt)
        .column(api_token::Column::RevokedAt)
        .join(JoinType::InnerJoin, api_token::Relation::Account.def())
        .filter(api_token::Column::TokenHash.eq(secrets::token_hash(token)));
    with_account_and_grants(tokens).into_model()
}

fn with_account_and_grants<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select
        .join(JoinType::LeftJoin, account::Relation::Grant.def())
        .column_as(account::Column::Id, "account_id")
        .column(account::Column::DisplayName)
        .column(account::Column::Demo)
        .column(account::Column::DisabledAt)
        .column(grant::Column::Role)
        .column(grant::Column::ScopeKind)
        .column(grant::Column::ScopeKey)
}
