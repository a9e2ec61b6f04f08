//! Compiles uploads in a process of their own.
//!
//! A file of 50 KB can cost a compiler gigabytes and minutes, and a compiler without memory aborts its process. So
//! the server calls itself with a hidden command; that process limits itself before it reads the first byte.

mod child;
mod parent;

pub use child::{COMPILE_COMMAND, compile_child_main};
pub use parent::{Compiler, CompilerUnavailable};
