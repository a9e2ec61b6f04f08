//! The tables of case work. None has a tenant column: each tenant has a database of its own.

mod m0001_persons_households;
mod m0002_cases;
mod m0003_course;
mod m0004_target_group;
mod m0005_support;
mod m0006_day;
mod m0007_documents;
mod m0008_search;
mod m0009_persons;
mod m0010_privacy;

use sea_orm_migration::MigrationTrait;

/// The migrations of case work, in order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_persons_households::Migration),
        Box::new(m0002_cases::Migration),
        Box::new(m0003_course::Migration),
        Box::new(m0004_target_group::Migration),
        Box::new(m0005_support::Migration),
        Box::new(m0006_day::Migration),
        Box::new(m0007_documents::Migration),
        Box::new(m0008_search::Migration),
        Box::new(m0009_persons::Migration),
        Box::new(m0010_privacy::Migration),
    ]
}
