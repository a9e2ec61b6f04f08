//! The page at the root: in a demo the counties and their sign-ins, else no names at all.

mod handler;

#[cfg(test)]
pub(super) use handler::samples;
pub(crate) use handler::show;
