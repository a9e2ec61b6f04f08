//! Nobody sees or changes what is not theirs: another county's, another unit's, another role's.
//!
//! [`matrix`] asks for every root field and every page as every role, as those out of reach and
//! as those who are nobody. The fields come from the schema and the pages from the router, at run
//! time: one without a probe fails the test, and so does a probe without its field or page. To
//! add a probe, add a line to [`fields`] or [`pages`]; who may ask is not said there but in the
//! field's description and in the kernel's access matrix.
//!
//! [`interleaving`] mixes two counties at random on one process and looks for one's words in the
//! other's answers.

mod calendar;
mod day_fields;
mod documents;
mod due;
mod fields;
mod interleaving;
mod live;
mod matrix;
mod page_routes;
mod pages;
mod privacy_fields;
mod schema;
mod sessions;
mod support_fields;
mod uploads;
mod verdict;
