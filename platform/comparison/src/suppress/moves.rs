//! Moves: other figures that fit everything that is shown, as differences to the true ones.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::groups::groups;
use crate::ledger::{Cell, Ledger, Tie};
use crate::model::{Ask, RelationKind};
use crate::programme::{Found, Programme, Row};

/// Cells that differ, and by how much.
pub(super) type Move = Vec<(usize, i64)>;

/// How one cell is to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// By this much more, or further.
    Up(i64),
    /// By this much less, or further.
    Down(i64),
}

/// Whether shown cells may be hidden for a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// Cells in sums with the cell itself or with one that is: all that a rectangle needs. The programme is
    /// much smaller than over the whole table, and mostly finds the same.
    Near,
    /// All of them.
    Anywhere,
    /// Only cells that are hidden already move.
    Forbidden,
}

/// Shown cells on the way to the farthest one that is near.
const NEAR: usize = 2;

/// Which ties a cell is in, and how far figures may go.
pub(super) struct Web {
    ties: Vec<Tie>,
    touching: Vec<Vec<usize>>,
    surplus: Vec<i64>,
    /// No figure goes further up than this; four times what any cell needs leaves room for moves that
    /// gather several cells' differences in one.
    pub room: i64,
    largest: f64,
}

impl Web {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let cells = ledger.cells();
        let ties: Vec<Tie> = ledger.ties().cloned().collect();
        let mut touching = vec![Vec::new(); cells.len()];
        let mut surplus = Vec::with_capacity(ties.len());
        for (place, tie) in ties.iter().enumerate() {
            for (cell, _) in &tie.terms {
                touching[*cell].push(place);
            }
            surplus.push(
                tie.terms
                    .iter()
                    .map(|(cell, factor)| cells[*cell].value() * factor)
                    .sum(),
            );
        }
        let needs = cells.iter().filter_map(|cell| {
            let ask = cell.ask?;
            Some(ask.width.max(ask.upper - cell.value()))
        });
        let largest = cells.iter().map(Cell::value).max().unwrap_or(0);
        Self {
            touching,
            surplus,
            room: 4 * needs.max().unwrap_or(0) + 10,
            largest: largest as f64,
            ties,
        }
    }

    /// The cheapest move in which `cell` differs as wanted; `None` if there is none.
    pub(super) fn cheapest(
        &self,
        ledger: &Ledger,
        cell: usize,
        wanted: Wanted,
        hiding: Hiding,
        nodes_max: usize,
    ) -> Option<(Move, f64)> {
        let mut builder = Builder {
            web: self,
            cells: ledger.cells(),
            hiding,
            programme: Programme::default(),
            columns: BTreeMap::new(),
        };
        let seen = builder.reachable(cell);
        for other in &seen {
            builder.columns_for(*other, (*other == cell).then_some(wanted))?;
        }
        builder.rows(&seen);
        let found = match hiding {
            Hiding::Near | Hiding::Anywhere => builder.programme.cheap(nodes_max),
            Hiding::Forbidden => builder.programme.cheapest(nodes_max),
        };
        let Found::Point { values } = found else {
            return None;
        };
        let cost = values
            .iter()
            .zip(&builder.programme.costs)
            .map(|(v, cost)| *v as f64 * cost);
        let cost = cost.sum();
        let differs = builder.columns.iter().map(|(cell, columns)| {
            let difference = columns
                .iter()
                .map(|(column, sign)| values[*column] * sign)
                .sum();
            (*cell, difference)
        });
        Some((
            differs.filter(|(_, difference)| *difference != 0).collect(),
            cost,
        ))
    }

    /// What it costs to hide a cell: one for each, and a little more for larger figures.
    pub(super) fn weight(&self, cell: &Cell) -> f64 {
        1.0 + cell.value() as f64 / (self.largest + 1.0)
    }
}

struct Builder<'a> {
    web: &'a Web,
    cells: &'a [Cell],
    hiding: Hiding,
    programme: Programme,
    /// The programme's variables of a cell, with their signs.
    columns: BTreeMap<usize, Vec<(usize, i64)>>,
}

impl Builder<'_> {
    fn moves(&self, cell: usize) -> bool {
        let cell = &self.cells[cell];
        !cell.is_shown() || (self.hiding != Hiding::Forbidden && cell.may_be_hidden())
    }

    /// Every cell that can move together with this one, in order; shown ones only as far as is allowed.
    fn reachable(&self, from: usize) -> Vec<usize> {
        let steps_max = match self.hiding {
            Hiding::Near => NEAR,
            Hiding::Anywhere => usize::MAX,
            Hiding::Forbidden => 0,
        };
        let mut seen = vec![false; self.cells.len()];
        let mut tie_seen = vec![false; self.web.ties.len()];
        // Fewest shown cells on the way come first, so each tie is met with as few as can be.
        let mut next = VecDeque::from([(from, 0)]);
        while let Some((cell, steps)) = next.pop_front() {
            if std::mem::replace(&mut seen[cell], true) {
                continue;
            }
            if steps == steps_max && self.cells[cell].is_shown() {
                continue;
            }
            for tie in &self.web.touching[cell] {
                if std::mem::replace(&mut tie_seen[*tie], true) {
                    continue;
                }
                for (other, _) in &self.web.ties[*tie].terms {
                    if seen[*other] || !self.moves(*other) {
                        continue;
                    }
                    if !self.cells[*other].is_shown() {
                        next.push_front((*other, steps));
                    } else if steps < steps_max {
                        next.push_back((*other, steps + 1));
                    }
                }
            }
        }
        (0..seen.len()).filter(|cell| seen[*cell]).collect()
    }

    /// `None` if the cell cannot move as wanted.
    fn columns_for(&mut self, cell: usize, wanted: Option<Wanted>) -> Option<()> {
        let known = &self.cells[cell];
        let (down, up) = (known.value() - known.least, self.web.room);
        let columns = if let Some(wanted) = wanted {
            let bounds = match wanted {
                Wanted::Up(by) => (by, up),
                Wanted::Down(by) => (-down, -by),
            };
            if bounds.0 > bounds.1 {
                return None;
            }
            vec![(self.programme.variable(bounds, 0.0), 1)]
        } else if known.is_shown() {
            let weight = self.web.weight(known);
            let more = self.programme.variable((0, up), weight);
            let less = self.programme.variable((0, down), weight);
            vec![(more, 1), (less, -1)]
        } else {
            vec![(self.programme.variable((-down, up), 0.0), 1)]
        };
        self.columns.insert(cell, columns);
        Some(())
    }

    fn rows(&mut self, cells: &[usize]) {
        let mut ties: Vec<usize> = cells
            .iter()
            .flat_map(|cell| self.web.touching[*cell].iter().copied())
            .collect();
        ties.sort_unstable();
        ties.dedup();
        for place in ties {
            let tie = &self.web.ties[place];
            let terms = tie.terms.iter().flat_map(|(cell, factor)| {
                let columns = self.columns.get(cell).into_iter().flatten();
                columns.map(move |(column, sign)| (*column, sign * factor))
            });
            let constant = match tie.kind {
                RelationKind::Zero => 0,
                RelationKind::NotNegative => self.web.surplus[place],
            };
            self.programme.rows.push(Row {
                terms: terms.collect(),
                constant,
                kind: tie.kind,
            });
        }
    }
}

/// Moves that were found, as proofs of how uncertain cells are.
#[derive(Debug, Clone)]
pub(super) struct Proofs {
    moves: Vec<Move>,
    reach: Vec<(i64, i64)>,
    settled: Rc<[bool]>,
}

impl Proofs {
    /// No proofs yet. Cells that hang together only with earlier releases were proved then.
    pub(super) fn none(ledger: &Ledger) -> Self {
        let mut settled = vec![false; ledger.cells().len()];
        for group in groups(ledger).iter().filter(|group| group.is_settled) {
            for cell in &group.cells {
                settled[*cell] = true;
            }
        }
        Self {
            moves: Vec::new(),
            reach: vec![(0, 0); settled.len()],
            settled: settled.into(),
        }
    }

    /// How far down and up a cell is known to go.
    pub(super) fn reach(&self, cell: usize) -> (i64, i64) {
        self.reach[cell]
    }

    pub(super) fn add(&mut self, proof: Move) {
        self.note(&proof);
        self.moves.push(proof);
    }

    /// Only those that do not move this cell.
    pub(super) fn without(&self, cell: usize) -> Self {
        let mut kept = Self {
            moves: Vec::new(),
            reach: vec![(0, 0); self.reach.len()],
            settled: Rc::clone(&self.settled),
        };
        let still = |proof: &&Move| proof.iter().all(|(moved, _)| *moved != cell);
        for proof in self.moves.iter().filter(still) {
            kept.add(proof.clone());
        }
        kept
    }

    /// Whether a cell is proved as uncertain as it must be.
    pub(super) fn suffice(&self, cells: &[Cell], cell: usize) -> bool {
        let (down, up) = self.reach[cell];
        let known = &cells[cell];
        let is_met = |ask: Ask| ask.is_met(known.value() + down, known.value() + up);
        self.settled[cell] || known.ask.is_none_or(is_met)
    }

    fn note(&mut self, proof: &Move) {
        for (cell, by) in proof {
            let reach = &mut self.reach[*cell];
            *reach = (reach.0.min(*by), reach.1.max(*by));
        }
    }
}
