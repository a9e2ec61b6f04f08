//! The one door to a tenant's data.
//!
//! [`pools::TenantPools`] opens and bounds the pools, [`TenantDb`] is what use cases hold. A
//! `TenantDb` comes out of a [`crate::context::TenantContext`] only, so no query can name two tenants.

mod identity;
mod migrate;
mod open;
mod placement;
mod pools;
mod statements;
mod tenant_db;

pub use migrate::{MigrateError, MigrationSet, Migrator, REGISTRY_IDENTITY};
pub use open::OpenError;
pub use placement::{Placement, PlacementError};
pub use pools::{POOLS_OPEN_MAX, TenantPool, TenantPools};
pub use statements::StatementCounter;
pub use tenant_db::{TenantDb, TenantTransaction};
