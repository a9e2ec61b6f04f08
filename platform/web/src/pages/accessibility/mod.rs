//! The declaration of accessibility (§ 10e BGG NRW) and how to report a barrier.

mod handler;

pub(super) use handler::routes;
#[cfg(test)]
pub(super) use handler::samples;
