//! What can be seen of the platform from outside, and what must not be.

mod collector;
mod server;
mod statements;
mod traces;
