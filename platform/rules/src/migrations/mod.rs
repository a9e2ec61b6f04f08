//! The tables of rules. None has a tenant column: each tenant has a database of its own.

mod m0001_rules;

use sea_orm_migration::MigrationTrait;

/// The migrations of rules, in order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_rules::Migration)]
}
