//! Bearer tokens for integrations.
//!
//! A token acts as the account that made it, never as more: with the account's roles and scopes of
//! the moment, reading only if so made, and for a bounded time.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};

use super::tables::api_token;
use crate::{
    access::Permission,
    audit::{self, AuditEntry},
    context::TenantContext,
    errors::{Failure, Problem, ProblemCode},
    ids::ApiTokenId,
    secrets,
};

/// The longest name.
pub const TOKEN_NAME_LENGTH_MAX: usize = 100;
/// No token lives longer than a year: a forgotten one ends by itself.
pub const TOKEN_VALID_DAYS_MAX: i32 = 366;

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewApiToken {
    /// What it is for, in its owner's words.
    pub name: String,
    /// Whether it may only read.
    pub read_only: bool,
    /// Days it is valid, 1 to [`TOKEN_VALID_DAYS_MAX`].
    pub valid_days: i32,
}

/// A token as it is listed; its secret is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// Whether it may only read.
    pub read_only: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is refused.
    pub expires_at: DateTime<Utc>,
    /// When its owner took it back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Makes a token; the second value is its secret. Needs [`Permission::TokenManage`].
pub async fn create_api_token(
    context: &TenantContext,
    new: NewApiToken,
) -> Result<(ApiToken, String), Failure> {
    context.authorize(Permission::TokenManage)?;
    check(&new)?;
    let secret = secrets::generate_token();
    let now = context.clock().now();
    let row = api_token::Model {
        id: ApiTokenId::generate(),
        account_id: context.account_id()?,
        name: new.name.trim().to_owned(),
        token_hash: secrets::token_hash(&secret),
        read_only: new.read_only,
        created_at: now,
        expires_at: now + Duration::days(new.valid_days.into()),
        revoked_at: None,
    };
    let transaction = context.database().begin().await?;
    api_token::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    audit::record(context, &transaction, audit_entry("token.create", row.id)).await?;
    transaction.commit().await?;
    Ok((row.into(), secret))
}

fn check(new: &NewApiToken) -> Result<(), Failure> {
    let mut problems = Vec::new();
    match new.name.trim().chars().count() {
        0 => problems.push(Problem::new("name", ProblemCode::Required)),
        1..=TOKEN_NAME_LENGTH_MAX => {}
        _ => problems
            .push(Problem::new("name", ProblemCode::TooLong).with("max", TOKEN_NAME_LENGTH_MAX)),
    }
    if !(1..=TOKEN_VALID_DAYS_MAX).contains(&new.valid_days) {
        let problem = Problem::new("validDays", ProblemCode::OutOfRange);
        problems.push(problem.with("min", 1).with("max", TOKEN_VALID_DAYS_MAX));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Invalid(problems))
    }
}

/// The actor's own tokens, latest first. Needs [`Permission::TokenManage`].
pub async fn list_api_tokens(context: &TenantContext) -> Result<Vec<ApiToken>, Failure> {
    context.authorize(Permission::TokenManage)?;
    let rows = api_token::Entity::find()
        .filter(api_token::Column::AccountId.eq(context.account_id()?))
        .order_by_desc(api_token::Column::Id)
        .all(context.database())
        .await?;
    Ok(rows.into_iter().map(ApiToken::from).collect())
}

/// Takes one of the actor's own tokens back, at once and for good; a second time changes nothing.
/// Needs [`Permission::TokenManage`].
pub async fn revoke_api_token(
    context: &TenantContext,
    id: ApiTokenId,
) -> Result<ApiToken, Failure> {
    context.authorize(Permission::TokenManage)?;
    let transaction = context.database().begin().await?;
    let row = api_token::Entity::find_by_id(id)
        .filter(api_token::Column::AccountId.eq(context.account_id()?))
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    if row.revoked_at.is_some() {
        return Ok(row.into());
    }
    let mut change = row.into_active_model();
    change.revoked_at = Set(Some(context.clock().now()));
    let row = api_token::Entity::update(change).exec(&transaction).await?;
    audit::record(context, &transaction, audit_entry("token.revoke", id)).await?;
    transaction.commit().await?;
    Ok(row.into())
}

fn audit_entry(action: &'static str, id: ApiTokenId) -> AuditEntry {
    AuditEntry {
        action,
        object_kind: "api_token",
        object_id: Some(id.0),
        ..AuditEntry::default()
    }
}

impl From<api_token::Model> for ApiToken {
    fn from(row: api_token::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            read_only: row.read_only,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        }
    }
}
