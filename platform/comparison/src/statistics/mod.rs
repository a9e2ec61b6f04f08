//! Fair comparison: how sure a rate is, and which counties are alike.

mod interval;
mod similar;

pub use interval::{Bounds, poisson_rate, wilson};
pub use similar::{County, Spread, most_similar, spread};
