//! Which tenants there are, where their databases lie and which configuration is in force.
//!
//! [`Registry`] is the stored truth, shared by all processes; [`TenantDirectory`] is what one server
//! holds of it in memory and keeps up to date; [`fleet`] migrates all tenants.

mod create;
mod directory;
pub mod fleet;
mod migrations;
mod store;
mod tables;
#[cfg(test)]
mod tests;

pub use create::{CreateDatabaseError, DatabaseServer};
pub use directory::{
    REFRESH_INTERVAL, RETRY_AFTER_SECONDS, RejectedVersion, Tenant, TenantAbsence, TenantDirectory,
};
pub use store::{
    ConfigurationVersion, InstallationKind, Registry, RegistryError, TenantRecord, TenantState,
};
