//! Synthetic people: plausible persons, households and cases that are nobody's.
//!
//! Deterministic: the same seed, number and reference date on the same county and an empty
//! database give the same rows, ids included; only who recorded them is the account of the context.
//! Running it again adds as many cases again, others than before, and their numbers go on.
//!
//! Names are put together at random from short lists of common ones; municipalities are weighted
//! by their foreign residents at the census.

mod case_story;
mod chance;
mod course;
mod family;
mod generate;
mod insert;
mod names;
mod origins;
mod planned;
mod support;
mod texts;

pub use generate::{SyntheticPlan, any_case, generate};
