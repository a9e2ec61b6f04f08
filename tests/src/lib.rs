//! What the tests that cross crates stand on: a whole platform in the test's own process, on a
//! real socket and real databases, with counties, accounts and people.
//!
//! Deliberately absent: assertions about the product. They stand in the modules of the one test
//! binary (`platform/main.rs`), which keeps linking cheap.
//!
//! What only the real program can show is asked of it: [`Installation`] runs its commands and
//! [`Server`] is one of its processes.
//!
//! Begin reading at [`TestPlatform`]; [`Crew`] makes accounts of every role, [`Target`] plants
//! what they work on, [`Client`] asks like a browser or an integration.

// See `web`: the layout of the schema.
#![recursion_limit = "256"]

mod client;
mod counties;
mod crew;
mod digest;
mod installation;
mod places;
mod planted_support;
mod platform;
mod privacy;
mod server;
mod socket;
mod target;

pub use client::{Answer, Ask, Client, Credential};
pub use counties::Counties;
pub use crew::{Account, Crew, PASSWORD};
pub use digest::{RowDigest, digest_rows};
pub use installation::{DEMO_PASSWORD, Installation, said};
pub use places::{Place, place_of};
pub use platform::{PlatformPlan, TestPlatform, county_folder, repository};
pub use privacy::{BIRTH_DATE, Privacy};
pub use server::Server;
pub use socket::{LiveConnection, LiveMessage};
pub use target::Target;
