//! The rules of the counties, through the real sandbox.

mod golden;
mod support;
