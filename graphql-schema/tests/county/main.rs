//! The county schema from outside: documents in, answers out.

mod access;
mod case_list;
mod changes;
mod descriptions;
mod limits;
mod live;
mod permissions;
mod rules;
mod sessions;
mod world;
