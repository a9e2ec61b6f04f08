//! Signing in with a local password.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{
    AccountPolicy, DemoAccounts,
    passwords::{PASSWORD_LENGTH_MAX, verify_password},
    tables::{account, session},
};
use crate::{
    audit::{self, AuditEntry},
    context::TenantContext,
    errors::{Failure, ProblemCode},
    secrets,
};

/// Wrong passwords before the account pauses.
pub const ATTEMPTS_BEFORE_LOCK: i32 = 5;
/// The first pause; each further wrong password doubles it.
const LOCK_FIRST: Duration = Duration::minutes(1);
/// Doublings at most: 1, 2, 4, 8, 16 minutes. Longer would let a stranger lock a colleague out all day.
const LOCK_DOUBLINGS_MAX: u32 = 4;

/// A session as the browser gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The secret for the cookie.
    pub token: String,
    /// The token that forms and scripts send back with changes.
    pub csrf_token: String,
}

/// Opens a session. An unknown login, a wrong password, a pausing, disabled or (outside a demo)
/// demo account all answer alike, after the same work.
pub async fn sign_in(
    context: &TenantContext,
    policy: &AccountPolicy,
    login: &str,
    password: &str,
) -> Result<NewSession, Failure> {
    let refused = || Failure::invalid("login", ProblemCode::SignInRefused);
    if password.len() > PASSWORD_LENGTH_MAX * 4 {
        return Err(refused());
    }
    let login = login.trim().to_lowercase();
    let account = account::Entity::find()
        .filter(account::Column::Login.eq(login))
        .one(context.database())
        .await?;
    let hash = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let fits = verify_password(password, hash).await;
    let Some(account) = account else {
        return Err(refused());
    };
    if !admitted(&account, policy) || is_pausing(context, &account) {
        return Err(refused());
    }
    if !fits {
        count_failure(context, account).await?;
        return Err(refused());
    }
    open_session(context, account).await
}

fn admitted(account: &account::Model, policy: &AccountPolicy) -> bool {
    account.disabled_at.is_none()
        && (!account.demo || policy.demo_accounts == DemoAccounts::Admitted)
}

fn is_pausing(context: &TenantContext, account: &account::Model) -> bool {
    account
        .locked_until
        .is_some_and(|until| context.clock().now() < until)
}

async fn count_failure(context: &TenantContext, account: account::Model) -> Result<(), Failure> {
    let attempts = account.failed_attempts.saturating_add(1);
    let doublings = (attempts - ATTEMPTS_BEFORE_LOCK).clamp(0, LOCK_DOUBLINGS_MAX as i32);
    let pause = LOCK_FIRST * (1 << doublings);
    let account_id = account.id;
    let mut row = account.into_active_model();
    row.failed_attempts = Set(attempts);
    if attempts >= ATTEMPTS_BEFORE_LOCK {
        row.locked_until = Set(Some(context.clock().now() + pause));
    }
    let transaction = context.database().begin().await?;
    account::Entity::update(row).exec(&transaction).await?;
    let entry = AuditEntry {
        action: "session.refuse",
        object_kind: "account",
        object_id: Some(account_id.0),
        ..AuditEntry::default()
    };
    audit::record(context, &transaction, entry).await?;
    Ok(transaction.commit().await?)
}

async fn open_session(
    context: &TenantContext,
    account: account::Model,
) -> Result<NewSession, Failure> {
    let new = NewSession {
        token: secrets::generate_token(),
        csrf_token: secrets::generate_token(),
    };
    let now = context.clock().now();
    let account_id = account.id;
    let transaction = context.database().begin().await?;
    let row = session::Model {
        token_hash: secrets::token_hash(&new.token),
        account_id,
        csrf_token: new.csrf_token.clone(),
        created_at: now,
        last_seen_at: now,
    };
    session::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    let mut row = account.into_active_model();
    row.failed_attempts = Set(0);
    row.locked_until = Set(None);
    account::Entity::update(row).exec(&transaction).await?;
    let entry = AuditEntry {
        action: "session.open",
        object_kind: "account",
        object_id: Some(account_id.0),
        ..AuditEntry::default()
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(new)
}
