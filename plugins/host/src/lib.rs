//! The sandbox for the rules of counties: WebAssembly components without imports, run by wasmtime.
//!
//! A county's rule is somebody else's code on our server. It gets data and gives a decision; it has no clock, no
//! files, no network, no randomness, no memory of its last call, and a bound on everything it takes. What it answers
//! is checked before anybody sees it.
//!
//! Entry points: [`Sandbox::open`] takes an upload in (or says why not), [`Sandbox::ask`] asks it one of the
//! questions in [`points`], [`golden`] runs its cases from files. The contract is `plugins/wit`.
//!
//! Deliberately absent: tenants, databases, activation, decision records (they belong to those who ask), and any way
//! for a guest to call out.

mod about;
mod answer;
mod breaker;
mod cache;
mod call;
mod compile;
mod digest;
mod engine;
mod flights;
mod guest;
mod inspect;
mod plugin;
mod sandbox;
mod trial;

pub mod golden;
pub mod limits;
pub mod points;
pub mod readable;
pub mod sentence;

pub use about::Parameters;
pub use answer::Nonsense;
pub use breaker::{Admission, Breaker};
pub use cache::{CacheFailure, CacheKey};
pub use call::{CallFailure, CallLimits, Called, Cost};
pub use compile::{COMPILE_COMMAND, Compiler, CompilerUnavailable, compile_child_main};
pub use digest::Digest;
pub use guest::Guest;
pub use inspect::{Inspected, Refusal, inspect};
pub use plugin::Plugin;
pub use sandbox::{Opened, Sandbox, SandboxFailure};
