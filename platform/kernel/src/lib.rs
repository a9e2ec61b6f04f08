//! What every capability stands on: the tenant as a value, the one door to its data, who may do
//! what, the audit trail, ids, clock, paging and errors.
//!
//! Deliberately absent: persons, cases, posts and every other word of integration management,
//! except the keys that scopes are made of (unit, carrier, post) and the names of the roles;
//! statics and thread-locals that know a tenant.
//!
//! Begin reading at [`context::TenantContext`]. A use case takes one, asks it for the scope of a
//! permission, builds the scope into its query, and writes the audit entry in its transaction.

pub mod access;
pub mod accounts;
pub mod actor;
pub mod audit;
pub mod audit_chain;
pub mod choices;
pub mod clock;
pub mod context;
pub mod database;
pub mod errors;
pub mod events;
pub mod idempotency;
pub mod ids;
pub mod keys;
pub mod locale;
mod migrations;
pub mod paging;
mod secrets;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(all(test, feature = "testing"))]
mod tests;
