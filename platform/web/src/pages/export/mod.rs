//! Lists as files: what stands on the screen, by the same filter and in the same order, whole.

mod handler;
mod links;
mod lists;
mod table;

pub(super) use handler::routes;
pub(in crate::pages) use links::ExportLinks;
pub(in crate::pages) use lists::List;

/// The documents of these files.
const DOCUMENT: &str = include_str!("document.graphql");
