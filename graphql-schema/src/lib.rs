//! The GraphQL schemas: the one way into the platform for pages, integrations and tools.
//!
//! A resolver calls a use case, never a table, and translates its answer: what a role may do and
//! see is decided below this crate, once. The schema holds nothing of any tenant; every request
//! carries its [`Caller`].
//!
//! Deliberately absent: HTTP (see `web`), rights of single things, texts of pages.
//!
//! Entry points: [`county_schema`] and [`execute_county`]; for subscriptions, [`Caller::attach`]
//! a caller and use `execute_stream`. Every request passes the gate: limits ([`limits`]), nobody
//! signed in, tokens for reading only.
//!
//! To add a mutation: a file (or a function in the group's file) in `county/<capability>/` with
//! input, payload and resolver; name its permission in the description as `Permission: <key>.`
//! and in the table in `tests/county/permissions.rs`; then `UPDATE_SDL=1 cargo test -p graphql-schema sdl`.

mod caller;
mod connection;
pub mod county;
mod document;
pub mod errors;
mod execute;
mod gate;
pub mod ids;
mod input;
mod labels;
pub mod limits;
mod loaders;
mod scalars;
mod sdl;
mod texts;
mod user_errors;

pub use caller::{Caller, ConfigurationInForce};
pub use county::{CountySchema, county_schema};
pub use document::nesting as document_nesting;
pub use execute::{execute_county, execute_county_batch};
pub use scalars::Date;
pub use sdl::county_sdl;
