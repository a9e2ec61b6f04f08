//! Figures that leave a county: what they mean, and that nobody can be recognised in them.
//!
//! Deliberately absent, so far: input and output. There is no database here and no web; a county's figures
//! come in as values and go out as values. What computes them, keeps releases and shows them stands on this.
//!
//! - [`model`]: the catalogue of indicators, tables with hierarchies, a county's rules of secrecy.
//! - [`Ledger`]: all that was released, and what is about to be.
//! - [`suppress`](mod@suppress): which cells are hidden.
//! - [`audit`]: the attack on what is hidden.
//! - [`statistics`]: confidence intervals of rates, groups of similar counties.
//!
//! Entry point: [`prepare_release`]. To add an indicator, add a line to `model/indicators.csv`.
//!
//! Literature: L. H. Cox on complementary suppression by network flows (1980, 1995); J. P. Kelly, B. L. Golden,
//! A. A. Assad on linear programmes for it (1992); M. Fischetti and J. J. Salazar-González on the exact optimum
//! (2000, 2001); the handbook of A. Hundepool and others, *Statistical Disclosure Control* (2012), and the
//! manual of τ-ARGUS; E. B. Wilson on the interval of a share (1927).

pub mod audit;
mod groups;
mod ledger;
pub mod model;
mod programme;
mod release;
pub mod statistics;
pub mod suppress;
#[cfg(test)]
mod testing;

pub use ledger::{Cell, Ledger, LedgerError, Status, Tie};
pub use release::{Prepared, ReleaseError, prepare_release};
