//! The tables of case work.

use sea_orm_migration::MigrationTrait;

/// The migrations of case work, in order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    Vec::new()
}
