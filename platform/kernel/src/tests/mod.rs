//! The kernel on real databases: everything here runs on SQLite and on PostgreSQL.

mod accounts;
mod audit_and_idempotency;
mod calendar_feeds;
mod database;
