//! The rules of the counties, through the real sandbox.

mod golden;
mod people;
mod same_answers;
mod support;
