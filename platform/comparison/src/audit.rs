//! The attack: what can be computed about hidden cells by somebody who has everything that was ever released.
//!
//! He knows every shown figure, every sum, that figures are whole numbers and not negative, and the county's
//! rule on zeros. For each hidden cell the lowest and the highest figure are sought that fit all that: two
//! programmes over the cells that hang together with it. Nothing is taken over from suppression, neither
//! proofs nor code; the two share the solver's door ([`crate::programme`]), which believes no inexact point.
//!
//! [`leaks`] is quick: a set of figures found for one cell is evidence for all others too, so most need no
//! programme of their own. [`intervals`] computes every interval.

use crate::groups::groups;
use crate::ledger::{Ledger, Tie};
use crate::model::limits::WHOLE_NODES_MAX;
use crate::model::{Ask, CellKey, RelationKind};
use crate::programme::{Found, Programme, Row};

/// Programmes over all cells at once before each is looked at alone: half of the cells are pushed up, the
/// others down, each time in another mixture.
const MIXTURES: u64 = 6;

/// What an attacker can say of one cell that is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The cell.
    pub key: CellKey,
    /// Its version.
    pub version: u32,
    /// The lowest possible figure.
    pub low: i64,
    /// The highest possible figure; `None` if there is no bound.
    pub high: Option<i64>,
    /// How uncertain it must be; `None` for a cell that is in no table and would not be sensitive.
    pub ask: Option<Ask>,
}

impl Interval {
    /// Whether enough is left open.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let high = self.high.unwrap_or(i64::MAX / 2);
        self.ask.is_none_or(|ask| ask.is_met(self.low, high))
    }
}

/// Every cell that an attacker can narrow down further than is allowed; none if the ledger is safe. Where the
/// solver gives up, what it could not show possible counts as impossible.
#[must_use]
pub fn leaks(ledger: &Ledger) -> Vec<Interval> {
    leaks_of(Part::all(ledger))
}

/// The same for what a proposal has to do with: cells that hang together only with what was released before are
/// as safe as they were then.
#[must_use]
pub fn leaks_by_proposal(ledger: &Ledger) -> Vec<Interval> {
    leaks_of(Part::unsettled(ledger))
}

fn leaks_of(parts: Vec<Part<'_>>) -> Vec<Interval> {
    let mut leaks = Vec::new();
    for mut part in parts {
        for mixture in 1..=MIXTURES {
            part.mix(mixture);
        }
        for place in 0..part.cells.len() {
            for direction in [Direction::Up, Direction::Down] {
                if !part.interval(place).is_safe() {
                    part.stretch(place, direction);
                }
            }
            let interval = part.interval(place);
            if !interval.is_safe() {
                // Both directions, so that the report names the whole interval.
                leaks.push(part.whole_interval(place));
            }
        }
    }
    leaks
}

/// The interval of every cell that is not shown.
#[must_use]
pub fn intervals(ledger: &Ledger) -> Vec<Interval> {
    let mut intervals = Vec::new();
    for mut part in Part::all(ledger) {
        for place in 0..part.cells.len() {
            intervals.push(part.whole_interval(place));
        }
    }
    intervals
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// Cells that hang together and with no others, and how far each was seen to go.
struct Part<'a> {
    ledger: &'a Ledger,
    cells: Vec<usize>,
    programme: Programme,
    seen: Vec<(i64, i64)>,
    /// A figure as high as this stands for "no bound".
    ceiling: i64,
}

impl<'a> Part<'a> {
    fn all(ledger: &'a Ledger) -> Vec<Self> {
        let groups = groups(ledger).into_iter();
        groups
            .map(|group| Self::new(ledger, group.cells, &group.ties))
            .collect()
    }

    fn unsettled(ledger: &'a Ledger) -> Vec<Self> {
        let groups = groups(ledger).into_iter().filter(|group| !group.is_settled);
        groups
            .map(|group| Self::new(ledger, group.cells, &group.ties))
            .collect()
    }

    fn new(ledger: &'a Ledger, cells: Vec<usize>, ties: &[&Tie]) -> Self {
        let known = ledger.cells();
        let highest = cells.iter().map(|cell| {
            let upper = known[*cell].ask.map_or(0, |ask| ask.upper + ask.width);
            upper.max(known[*cell].value())
        });
        let ceiling = 4 * highest.max().unwrap_or(0) + 1_000;
        let mut programme = Programme::default();
        let mut column = vec![None; known.len()];
        for cell in &cells {
            column[*cell] = Some(programme.variable((known[*cell].least, ceiling), 0.0));
        }
        for tie in ties {
            let mut row = Row {
                terms: Vec::new(),
                constant: 0,
                kind: tie.kind,
            };
            for (cell, factor) in &tie.terms {
                match column[*cell] {
                    Some(column) => row.terms.push((column, *factor)),
                    None => row.constant += known[*cell].value() * factor,
                }
            }
            programme.rows.push(row);
        }
        tighten(&mut programme);
        let seen = cells
            .iter()
            .map(|cell| (known[*cell].value(), known[*cell].value()));
        Self {
            ledger,
            seen: seen.collect(),
            cells,
            programme,
            ceiling,
        }
    }

    fn interval(&self, place: usize) -> Interval {
        let cell = &self.ledger.cells()[self.cells[place]];
        let (low, high) = self.seen[place];
        Interval {
            key: cell.key.clone(),
            version: cell.version,
            low,
            high: (high < self.ceiling).then_some(high),
            ask: cell.ask,
        }
    }

    fn whole_interval(&mut self, place: usize) -> Interval {
        self.stretch(place, Direction::Up);
        self.stretch(place, Direction::Down);
        self.interval(place)
    }

    /// Seeks the highest or lowest figure of one cell.
    fn stretch(&mut self, place: usize, direction: Direction) {
        let (low, high) = self.programme.bounds[place];
        let there = match direction {
            Direction::Up => self.seen[place].1 == high,
            Direction::Down => self.seen[place].0 == low,
        };
        if !there {
            self.programme.costs.fill(0.0);
            self.programme.costs[place] = match direction {
                Direction::Up => -1.0,
                Direction::Down => 1.0,
            };
            self.look();
        }
    }

    /// Pushes cells that are not yet seen uncertain enough, some up and some down.
    fn mix(&mut self, mixture: u64) {
        let mut state = mixture;
        let mut wanted = false;
        for place in 0..self.cells.len() {
            // A linear congruential generator with Knuth's constants: any mixture will do, always the same.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let safe = self.interval(place).is_safe();
            wanted |= !safe;
            self.programme.costs[place] = match (safe, state >> 63) {
                (true, _) => 0.0,
                (false, 0) => 1.0,
                (false, _) => -1.0,
            };
        }
        if wanted {
            self.look();
        }
    }

    fn look(&mut self) {
        if let Found::Point { values } = self.programme.cheapest(WHOLE_NODES_MAX) {
            for (seen, value) in self.seen.iter_mut().zip(values) {
                *seen = (seen.0.min(value), seen.1.max(value));
            }
        }
    }
}

/// Bounds that follow from each row alone, until nothing changes any more: it fixes what can be computed by
/// hand, and makes "no bound" a matter of the ceiling only.
fn tighten(programme: &mut Programme) {
    for _ in 0..TIGHTEN_ROUNDS {
        let mut changed = false;
        for row in &programme.rows {
            changed |= tighten_row(row, &mut programme.bounds);
        }
        if !changed {
            return;
        }
    }
}

/// Each round carries knowledge over one more sum; hierarchies are not deeper, and less tight is only slower.
const TIGHTEN_ROUNDS: usize = 8;

/// Narrows the bounds of each variable of a row by what the others can be; whether something changed.
fn tighten_row(row: &Row, bounds: &mut [(i64, i64)]) -> bool {
    let range = |(variable, factor): (usize, i64), bounds: &[(i64, i64)]| {
        let (one, other) = (bounds[variable].0 * factor, bounds[variable].1 * factor);
        (one.min(other), one.max(other))
    };
    let mut changed = false;
    for term in &row.terms {
        let (mut least, mut most) = (row.constant, row.constant);
        for other in row.terms.iter().filter(|other| *other != term) {
            let (low, high) = range(*other, bounds);
            least += low;
            most += high;
        }
        // The term is at least what the others lack at their most, and in a sum of zero at most what they
        // lack at their least.
        let floor = -most;
        let ceiling = match row.kind {
            RelationKind::Zero => -least,
            RelationKind::NotNegative => i64::MAX,
        };
        let (variable, factor) = *term;
        let (low, high) = bounds[variable];
        let next = match factor {
            1 => (low.max(floor), high.min(ceiling)),
            -1 => (low.max(-ceiling), high.min(-floor)),
            // Sums of tables have no other factors; the programmes see to the rest.
            _ => (low, high),
        };
        changed |= next != (low, high);
        bounds[variable] = next;
    }
    changed
}

#[cfg(test)]
mod tests;
