//! Tasks of a case: made, changed, ended.

mod change;
mod create;
mod responsible;

use axum::Router;

#[cfg(test)]
pub(in crate::pages) use change::samples as change_samples;
#[cfg(test)]
pub(in crate::pages) use create::samples as create_samples;

use crate::state::WebState;

/// The document of these pages; what they read first lies in [`super::change_form`] too.
const DOCUMENT: &str = include_str!("document.graphql");

/// Fields of the forms, named like the schema's inputs; `post` also offers the viewer.
const FIELDS: &[&str] = &["title", "dueOn", "remindOn", "post", "note"];

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    create::routes().merge(change::routes())
}
