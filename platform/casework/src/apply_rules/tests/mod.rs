//! Rules from upload to effect on real cases and persons: real components, real sandbox, both stores.

mod failing;
mod life;
mod reading;
mod running;
mod stages;
pub(crate) mod world;
