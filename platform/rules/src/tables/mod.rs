//! The tables of this crate.

pub(crate) mod changes;
pub(crate) mod components;
pub(crate) mod decisions;
pub(crate) mod failures;
pub(crate) mod runs;
pub(crate) mod versions;
