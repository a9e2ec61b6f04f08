//! Secondary suppression: a proof for every sensitive cell, hiding what it takes.

use super::Unprotectable;
use super::moves::{Hiding, Move, Proofs, Wanted, Web};
use crate::ledger::Ledger;

/// Nodes of one search for a move: another move will do, and a cell that was not proved to be needless stays hidden.
/// The attack, which must not give up early, has more.
const MOVE_NODES_MAX: usize = 20;

/// Steps until a cell is proved: up, then further up or down.
const STEPS_MAX: usize = 4;

pub(super) fn protect(ledger: &mut Ledger, web: &Web) -> Result<Proofs, Unprotectable> {
    let mut proofs = Proofs::none(ledger);
    let mut failed = Vec::new();
    for cell in hardest_first(ledger, &proofs) {
        if !prove(ledger, web, &mut proofs, cell, Hiding::Near) {
            failed.push(ledger.cells()[cell].key.clone());
        }
    }
    if failed.is_empty() {
        Ok(proofs)
    } else {
        Err(Unprotectable { cells: failed })
    }
}

/// Cells that need more room come first: what is hidden for them mostly serves the others.
fn hardest_first(ledger: &Ledger, proofs: &Proofs) -> Vec<usize> {
    let cells = ledger.cells();
    let mut asked: Vec<usize> = (0..cells.len())
        .filter(|cell| cells[*cell].ask.is_some() && !proofs.suffice(cells, *cell))
        .collect();
    asked.sort_by_key(|cell| {
        let need = cells[*cell]
            .ask
            .map_or(0, |ask| ask.width.max(ask.upper - cells[*cell].value()));
        std::cmp::Reverse(need)
    });
    asked
}

/// Looks for moves until the cell is proved; `false` if there are none.
pub(super) fn prove(
    ledger: &mut Ledger,
    web: &Web,
    proofs: &mut Proofs,
    cell: usize,
    hiding: Hiding,
) -> bool {
    for _ in 0..STEPS_MAX {
        if proofs.suffice(ledger.cells(), cell) {
            return true;
        }
        let near = next_move(ledger, web, proofs, cell, hiding);
        let found = match (near, hiding) {
            (None, Hiding::Near) => next_move(ledger, web, proofs, cell, Hiding::Anywhere),
            (near, _) => near,
        };
        let Some(found) = found else {
            return false;
        };
        for (moved, _) in &found {
            if ledger.cells()[*moved].is_shown() {
                ledger.hide(*moved);
            }
        }
        proofs.add(found);
    }
    proofs.suffice(ledger.cells(), cell)
}

/// The cheapest move that proves more of a cell than is known.
fn next_move(
    ledger: &Ledger,
    web: &Web,
    proofs: &Proofs,
    cell: usize,
    hiding: Hiding,
) -> Option<Move> {
    let known = &ledger.cells()[cell];
    let ask = known.ask?;
    let (down, up) = proofs.reach(cell);
    let must_rise = ask.upper - known.value();
    // Widest first: it may do in one step.
    let mut ways = vec![Wanted::Up(must_rise.max(ask.width + down))];
    if up >= must_rise {
        ways.push(Wanted::Down(ask.width - up));
    } else {
        ways.push(Wanted::Up(must_rise));
    }
    let mut best: Option<(Move, f64)> = None;
    for way in ways {
        if best.as_ref().is_some_and(|(_, cost)| *cost <= 0.0) {
            break;
        }
        let found = web.cheapest(ledger, cell, way, hiding, MOVE_NODES_MAX);
        let cheaper = |(_, cost): &(Move, f64)| best.as_ref().is_none_or(|(_, least)| cost < least);
        if let Some(found) = found.filter(cheaper) {
            best = Some(found);
        }
    }
    best.map(|(found, _)| found)
}
