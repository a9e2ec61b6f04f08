//! The fewest cells that could be hidden, for small tables.

use crate::ledger::{Cell, Ledger};
use crate::model::RelationKind;
use crate::model::limits::{OPTIMUM_CELLS_MAX, OPTIMUM_NODES_MAX, OPTIMUM_SENSITIVE_MAX};
use crate::programme::{Programme, Row};

use super::moves::Web;

/// The fewest cells of an unsuppressed proposal that must be hidden for the sake of others; `None` if the
/// table is too large for it, or the search was given up.
///
/// Two sets of figures are sought for every sensitive cell, one high and one low, in which only hidden
/// cells differ from the truth. They need not be whole, so the number is never too high.
#[must_use]
pub fn fewest_hidden(ledger: &Ledger) -> Option<usize> {
    let cells = ledger.cells();
    let choices: Vec<usize> = (0..cells.len())
        .filter(|cell| cells[*cell].may_be_hidden())
        .collect();
    let sensitive: Vec<usize> = (0..cells.len())
        .filter(|cell| cells[*cell].ask.is_some())
        .collect();
    if choices.len() > OPTIMUM_CELLS_MAX || sensitive.len() > OPTIMUM_SENSITIVE_MAX {
        return None;
    }
    let mut programme = Programme::default();
    let mut switches = vec![None; cells.len()];
    for cell in &choices {
        switches[*cell] = Some(programme.variable((0, 1), 1.0));
    }
    let room = Web::of(ledger).room;
    for cell in sensitive {
        let high = figures(&mut programme, ledger, &switches, room);
        let low = figures(&mut programme, ledger, &switches, room);
        let ask = cells[cell].ask?;
        let high = high[cell]?;
        let low = low[cell]?;
        programme.rows.push(Row {
            terms: vec![(high, 1)],
            constant: cells[cell].value() - ask.upper,
            kind: RelationKind::NotNegative,
        });
        programme.rows.push(Row {
            terms: vec![(high, 1), (low, -1)],
            constant: -ask.width,
            kind: RelationKind::NotNegative,
        });
    }
    let least = programme.least_cost(choices.len(), OPTIMUM_NODES_MAX)?;
    Some(least.round().max(0.0) as usize)
}

/// One set of figures: a variable for each cell that is not shown or could be hidden, as its difference
/// to the truth.
fn figures(
    programme: &mut Programme,
    ledger: &Ledger,
    switches: &[Option<usize>],
    room: i64,
) -> Vec<Option<usize>> {
    let cells = ledger.cells();
    let mut columns = vec![None; cells.len()];
    for (place, cell) in cells.iter().enumerate() {
        if cell.is_shown() && switches[place].is_none() {
            continue;
        }
        let down = cell.value() - cell.least;
        let column = programme.variable((-down.min(room), room), 0.0);
        columns[place] = Some(column);
        if let Some(switch) = switches[place] {
            only_if_hidden(programme, column, switch, down.min(room), room);
        }
    }
    for tie in ledger.ties() {
        let terms: Vec<(usize, i64)> = tie
            .terms
            .iter()
            .filter_map(|(cell, factor)| Some((columns[*cell]?, *factor)))
            .collect();
        let surplus = || {
            tie.terms
                .iter()
                .map(|(cell, factor)| Cell::value(&cells[*cell]) * factor)
        };
        let constant = match tie.kind {
            RelationKind::Zero => 0,
            RelationKind::NotNegative => surplus().sum(),
        };
        if !terms.is_empty() {
            programme.rows.push(Row {
                terms,
                constant,
                kind: tie.kind,
            });
        }
    }
    columns
}

fn only_if_hidden(programme: &mut Programme, column: usize, switch: usize, down: i64, up: i64) {
    for (sign, most) in [(-1, up), (1, down)] {
        programme.rows.push(Row {
            terms: vec![(column, sign), (switch, most)],
            constant: 0,
            kind: RelationKind::NotNegative,
        });
    }
}
