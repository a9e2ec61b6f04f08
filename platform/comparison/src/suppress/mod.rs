//! From a proposed table to one that may leave: which cells are hidden.
//!
//! 1. Primary suppression is done when a table is proposed ([`crate::Ledger::propose`]): thresholds and
//!    dominance are asked of every cell, margins too.
//! 2. Secondary suppression ([`suppress`]) goes from sensitive cell to sensitive cell. For each it looks for
//!    another set of figures that fits everything released, in which this cell differs as much as it must;
//!    the cheapest by the cells that have to be hidden for it. That is one linear programme in which a shown
//!    cell costs what it takes to move it and a hidden one nothing (the incremental heuristic of Kelly, Golden
//!    and Assad, after Cox's network method; τ-ARGUS offers relatives of it). What was found is kept as the
//!    proof: hiding more cells never takes it away.
//! 3. Then hidden cells are shown again, largest first, wherever proofs are found without them.
//! 4. For small tables the fewest cells that would do are computed exactly (Fischetti and Salazar's model as
//!    a mixed integer programme), so that a report can say "hidden n, optimum m".
//!
//! Proofs are sets of whole numbers, checked exactly: an attacker who knows that counts are whole gains
//! nothing, and a mistake of the solver can hide too much, never too little.

mod moves;
mod optimum;
mod reduce;
mod secondary;

use crate::ledger::{Ledger, Status};
use crate::model::{CellKey, Reason};

pub use optimum::fewest_hidden;

/// What suppression did to cells that are not yet released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Cells that are shown.
    pub shown: usize,
    /// Cells hidden for themselves.
    pub primary: usize,
    /// Cells hidden for the sake of others.
    pub secondary: usize,
}

/// Some cells cannot be protected, whatever is hidden of the proposal: what was released before, or what
/// everybody knows, gives them away. Nothing of the proposal may leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} cells cannot be protected, whatever else is hidden; publish fewer categories", cells.len())]
pub struct Unprotectable {
    /// These cells.
    pub cells: Vec<CellKey>,
}

/// Hides cells of what is proposed until every sensitive and every hidden cell, of now and of earlier
/// releases, is as uncertain as it must be.
///
/// # Errors
/// [`Unprotectable`]; the ledger is then as it was, with only sensitive cells hidden.
pub fn suppress(ledger: &mut Ledger) -> Result<Report, Unprotectable> {
    let mut tried = ledger.clone();
    let web = moves::Web::of(&tried);
    let mut proofs = secondary::protect(&mut tried, &web)?;
    reduce::show_again(&mut tried, &web, &mut proofs);
    *ledger = tried;
    Ok(report(ledger))
}

fn report(ledger: &Ledger) -> Report {
    let mut report = Report {
        shown: 0,
        primary: 0,
        secondary: 0,
    };
    for cell in ledger.cells().iter().filter(|cell| !cell.released) {
        match cell.status {
            Status::Shown => report.shown += 1,
            Status::Hidden(Reason::Secondary) => report.secondary += 1,
            Status::Hidden(_) => report.primary += 1,
            Status::KeptBack => {}
        }
    }
    report
}

#[cfg(test)]
mod tests;
