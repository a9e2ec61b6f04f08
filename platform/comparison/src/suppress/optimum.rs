//! The fewest cells that could be hidden, for small tables.

use crate::ledger::{Cell, Ledger};
use crate::model::RelationKind;
use crate::model::limits::{OPTIMUM_CELLS_MAX, OPTIMUM_NODES_MAX, OPTIMUM_SENSITIVE_MAX};
use crate::programme::{Programme, Row};

/// The fewest cells of an unsuppressed proposal that must be hidden for the sake of others; `None` if the
/// table is too large for it, or the search was given up.
///
/// One or two sets of figures are sought for every sensitive cell, in which only hidden cells differ from the
/// truth: one with it high, and if that does not make the interval wide enough, one with it low. They need not
/// be whole. No cell goes further in them than the sensitive one must: in tables of two dimensions none has
/// to, since what moves there moves in rounds.
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
    never_alone(&mut programme, ledger, &switches);
    for cell in sensitive {
        let ask = cells[cell].ask?;
        let (value, least) = (cells[cell].value(), cells[cell].least);
        let rise = (ask.upper - value).max(0);
        let room = rise.max(ask.width);
        let high = figures(&mut programme, ledger, &switches, room)[cell]?;
        programme.rows.push(at_least(vec![(high, 1)], rise));
        if value == least {
            programme.rows.push(at_least(vec![(high, 1)], ask.width));
        } else if rise < ask.width {
            let low = figures(&mut programme, ledger, &switches, room)[cell]?;
            programme
                .rows
                .push(at_least(vec![(high, 1), (low, -1)], ask.width));
        }
    }
    let fewest = programme.least_cost(choices.len(), OPTIMUM_NODES_MAX)?;
    Some(fewest.round().max(0.0) as usize)
}

fn at_least(terms: Vec<(usize, i64)>, least: i64) -> Row {
    Row {
        terms,
        constant: -least,
        kind: RelationKind::NotNegative,
    }
}

/// A cell that is hidden alone in a sum can be computed. It follows from the rest, but without it the search
/// takes many times as long.
fn never_alone(programme: &mut Programme, ledger: &Ledger, switches: &[Option<usize>]) {
    let cells = ledger.cells();
    for tie in ledger.ties().filter(|tie| tie.kind == RelationKind::Zero) {
        let open = tie
            .terms
            .iter()
            .filter(|(cell, _)| !cells[*cell].is_shown());
        let choices: Vec<usize> = tie
            .terms
            .iter()
            .filter_map(|(cell, _)| switches[*cell])
            .collect();
        let all = choices.iter().map(|choice| (*choice, 1));
        match open.map(|(cell, _)| *cell).collect::<Vec<_>>()[..] {
            [] => {
                for one in &choices {
                    let others = all.clone().filter(|(choice, _)| choice != one);
                    let terms = others.chain([(*one, -1)]).collect();
                    programme.rows.push(at_least(terms, 0));
                }
            }
            [only] if cells[only].ask.is_some() => {
                programme.rows.push(at_least(all.collect(), 1));
            }
            _ => {}
        }
    }
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
