//! What the tests that cross crates stand on: a whole platform in the test's own process, on a
//! real socket and real databases, with counties, accounts and people.
//!
//! Deliberately absent: assertions about the product. They stand in the modules of the one test
//! binary (`platform/main.rs`), which keeps linking cheap.
//!
//! Begin reading at [`TestPlatform`]; [`Crew`] makes accounts of every role, [`Target`] plants
//! what they work on, [`Client`] asks like a browser or an integration.

mod client;
mod crew;
mod digest;
mod places;
mod platform;
mod socket;
mod target;

pub use client::{Answer, Ask, Client, Credential};
pub use crew::{Account, Crew, PASSWORD};
pub use digest::{RowDigest, digest_rows};
pub use places::{Place, place_of};
pub use platform::{PlatformPlan, TestPlatform, county_folder, repository};
pub use socket::{LiveConnection, LiveMessage};
pub use target::Target;
