//! The kernel's tables.

mod m0001_identity;
mod m0002_accounts_audit;
mod m0003_audit_chain;
mod m0004_calendar_feeds;

use sea_orm_migration::MigrationTrait;

/// What every database has, the registry's too.
pub(crate) fn identity() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_identity::Migration)]
}

/// What every tenant's database has.
pub(crate) fn accounts_and_audit() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0002_accounts_audit::Migration),
        Box::new(m0003_audit_chain::Migration),
        Box::new(m0004_calendar_feeds::Migration),
    ]
}
