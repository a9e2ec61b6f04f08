//! Accounts of one tenant: local passwords, sessions and API tokens.
//!
//! Deliberately absent: any way from an account of one tenant to another tenant; the tables lie in
//! the tenant's own database, so a token of county A simply does not exist in county B.

mod api_tokens;
mod calendar_feeds;
mod closed;
mod create;
mod credentials;
mod passwords;
mod sessions;
mod sign_in;
mod tables;

use std::sync::Arc;

pub use api_tokens::{
    ApiToken, NewApiToken, TOKEN_NAME_LENGTH_MAX, TOKEN_VALID_DAYS_MAX, create_api_token,
    list_api_tokens, revoke_api_token,
};
pub use calendar_feeds::{
    CALENDAR_FEEDS_MAX, CalendarFeed, create_calendar_feed, list_calendar_feeds,
    revoke_calendar_feed,
};
pub use closed::closed_accounts;
pub use create::{LOGIN_LENGTH_MAX, NewAccount, account_names, check_password, create_account};
pub use credentials::{
    PresentedCredential, actor_for_command, resolve_actor, resolve_calendar_reader, review_actor,
};
pub use passwords::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, hash_password};
pub use sessions::{SESSION_AGE_MAX, SESSION_IDLE_MAX, sign_out};
pub use sign_in::{ATTEMPTS_BEFORE_LOCK, NewSession, sign_in};

use crate::access::AccessModel;

/// What decides about accounts in this process: the roles' permissions and whether the demo's
/// accounts may be used.
///
/// Demo accounts carry a mark in the database. Outside a demo installation they are refused at
/// sign-in and at every request, whatever their password, session or token.
#[derive(Debug, Clone)]
pub struct AccountPolicy {
    /// What each role may do.
    pub access: Arc<AccessModel>,
    /// Whether accounts marked as demo are admitted.
    pub demo_accounts: DemoAccounts,
}

/// Whether accounts marked as demo are admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoAccounts {
    /// Only in an installation that was made as a demo.
    Admitted,
    /// Everywhere else.
    Refused,
}
