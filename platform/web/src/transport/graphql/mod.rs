//! The county schema over HTTP ("GraphQL over HTTP") and over WebSocket (`graphql-transport-ws`).
//!
//! Deliberately absent: batches (one request, one operation), uploads, persisted documents.

mod graphiql;
mod handler;
mod media;
mod operation;
mod parameters;
mod respond;
mod socket;
mod socket_limits;

pub(crate) use graphiql::graphiql;
pub(crate) use handler::{graphql_get, graphql_post};
pub(crate) use respond::problem_response;
pub(crate) use socket_limits::SocketLimits;
