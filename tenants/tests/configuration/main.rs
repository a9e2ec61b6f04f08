//! The configuration of counties: what is refused and how it is told, what the model can hold,
//! and what the three counties say.

mod counties;
mod mistakes;
mod reports;
mod robustness;
mod schema_files;
mod shapes;
mod support;
mod templates;
mod warnings;
