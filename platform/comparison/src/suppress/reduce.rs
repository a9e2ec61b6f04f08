//! Showing again what need not be hidden.

use super::moves::{Hiding, Proofs, Web};
use super::secondary::prove;
use crate::ledger::{Ledger, Status};
use crate::model::Reason;
use crate::model::limits::REDUCE_SOLVES_MAX;

/// Shows cells that were hidden for others, the most costly first, as long as everything stays proved.
pub(super) fn show_again(ledger: &mut Ledger, web: &Web, proofs: &mut Proofs) {
    let mut candidates: Vec<usize> = (0..ledger.cells().len())
        .filter(|cell| {
            let cell = &ledger.cells()[*cell];
            cell.status == Status::Hidden(Reason::Secondary) && !cell.released
        })
        .collect();
    let weight = |cell: &usize| web.weight(&ledger.cells()[*cell]);
    candidates.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    let mut solves = 0;
    for cell in candidates {
        if solves >= REDUCE_SOLVES_MAX {
            return;
        }
        solves += try_to_show(ledger, web, proofs, cell);
    }
}

/// Shows one cell if everything can be proved without it; returns how many cells had to be proved anew.
fn try_to_show(ledger: &mut Ledger, web: &Web, proofs: &mut Proofs, cell: usize) -> usize {
    let mut left = proofs.without(cell);
    ledger.show(cell);
    let mut solves = 0;
    for other in 0..ledger.cells().len() {
        if left.suffice(ledger.cells(), other) {
            continue;
        }
        solves += 1;
        if !prove(ledger, web, &mut left, other, Hiding::Forbidden) {
            ledger.hide(cell);
            return solves;
        }
    }
    *proofs = left;
    solves
}
