//! Documents of cases and persons.

mod changes;
mod document;

pub use changes::DocumentMutation;
pub use document::DocumentQuery;
pub(super) use document::{Document, documents_shown_in, documents_shown_of};
