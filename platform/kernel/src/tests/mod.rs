//! The kernel on real databases: everything here runs on SQLite and on PostgreSQL.

mod accounts;
mod audit_and_idempotency;
mod audit_chain;
mod calendar_feeds;
mod database;
