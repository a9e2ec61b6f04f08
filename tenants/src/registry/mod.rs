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

pub use create::{DatabaseServer, CreateDatabaseError};
pub use directory::{RejectedVersion, Tenant, TenantAbsence, TenantDirectory, REFRESH_INTERVAL, RETRY_AFTER_SECONDS};
pub use store::{ConfigurationVersion, InstallationKind, Registry, RegistryError, TenantRecord, TenantState};
