//! The web surface of one server: pages for people, GraphQL for everybody else.
//!
//! Deliberately absent: tables, casbin, rules of casework. A page runs its GraphQL document in
//! process through the same schema that integrations use, so a right is decided once.
//!
//! Begin reading at [`router`]; `transport` is what every request passes, `pages` what people
//! see. To add a page, add a folder to `pages` with `document.graphql`, `page.html` and
//! `handler.rs`, its routes to `pages/mod.rs`, its words to `locales/{de,en}`, and its samples to
//! the list in `pages/tests.rs`, which renders every page in both languages.

// The schema is one type of many merged parts; in a release build its layout is a long way down.
#![recursion_limit = "256"]

mod pages;
mod router;
mod state;
mod transport;
mod words;

pub use router::router;
pub use state::{DemoNotice, DemoSignIn, WebSettings, WebState};
