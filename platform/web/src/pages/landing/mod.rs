//! The page at the root: in a demo the counties and their sign-ins, else no names at all.

mod handler;

pub(crate) use handler::show;
#[cfg(test)]
pub(super) use handler::samples;
