//! All tests that cross crates, in one binary.

// See `web`: the layout of the schema.
#![recursion_limit = "256"]

#[path = "../architecture/mod.rs"]
mod architecture;
#[path = "../isolation/mod.rs"]
mod isolation;
#[path = "../observability/mod.rs"]
mod observability;
#[path = "../pages/mod.rs"]
mod pages;
#[path = "../resilience/mod.rs"]
mod resilience;
