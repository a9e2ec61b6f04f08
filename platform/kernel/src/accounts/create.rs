//! Making accounts. Done by the operator's command; there is no way in from outside.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::{
    passwords::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN},
    tables::{account, grant, grant_rows},
};
use crate::{
    access::Grant,
    audit::{self, AuditEntry},
    context::TenantContext,
    errors::{Failure, Problem, ProblemCode},
    ids::AccountId,
};

/// The longest login.
pub const LOGIN_LENGTH_MAX: usize = 100;

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What is typed at sign-in; unique within the tenant, compared in lower case.
    pub login: String,
    /// The name that colleagues know.
    pub display_name: String,
    /// The hash from [`super::hash_password`]; a demo hashes once for all its accounts.
    pub password_hash: String,
    /// Whether this is one of a demo's accounts.
    pub demo: bool,
    /// Roles and where they hold.
    pub grants: Vec<Grant>,
}

/// Whether a password can be used at all; its text never leaves the caller.
pub fn check_password(password: &str) -> Result<(), Problem> {
    match password.chars().count() {
        0..PASSWORD_LENGTH_MIN => Err(Problem::new("password", ProblemCode::OutOfRange)
            .with("min", PASSWORD_LENGTH_MIN)
            .with("max", PASSWORD_LENGTH_MAX)),
        PASSWORD_LENGTH_MIN..=PASSWORD_LENGTH_MAX => Ok(()),
        _ => Err(Problem::new("password", ProblemCode::TooLong).with("max", PASSWORD_LENGTH_MAX)),
    }
}

/// Makes an account with its grants.
pub async fn create_account(
    context: &TenantContext,
    new: NewAccount,
) -> Result<AccountId, Failure> {
    let login = new.login.trim().to_lowercase();
    if login.is_empty() {
        return Err(Failure::invalid("login", ProblemCode::Required));
    }
    if login.chars().count() > LOGIN_LENGTH_MAX {
        return Err(Problem::new("login", ProblemCode::TooLong)
            .with("max", LOGIN_LENGTH_MAX)
            .into());
    }
    let transaction = context.database().begin().await?;
    let taken = account::Entity::find()
        .filter(account::Column::Login.eq(&login))
        .one(&transaction)
        .await?;
    if taken.is_some() {
        return Err(Failure::invalid("login", ProblemCode::Taken));
    }
    let id = AccountId::generate();
    let row = account::ActiveModel {
        id: Set(id),
        login: Set(login),
        display_name: Set(new.display_name),
        password_hash: Set(new.password_hash),
        demo: Set(new.demo),
        created_at: Set(context.clock().now()),
        disabled_at: Set(None),
        failed_attempts: Set(0),
        locked_until: Set(None),
    };
    account::Entity::insert(row)
        .exec_without_returning(&transaction)
        .await?;
    for row in new.grants.iter().flat_map(|grant| grant_rows(id, grant)) {
        grant::Entity::insert(row.into_active_model())
            .exec_without_returning(&transaction)
            .await?;
    }
    let entry = AuditEntry {
        action: "account.create",
        object_kind: "account",
        object_id: Some(id.0),
        ..AuditEntry::default()
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(id)
}

/// The display names of accounts, for "recorded by": one statement for all.
pub async fn account_names(
    context: &TenantContext,
    ids: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, String>, Failure> {
    let rows: Vec<(AccountId, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(ids))
        .into_tuple()
        .all(context.database())
        .await?;
    Ok(rows.into_iter().collect())
}
