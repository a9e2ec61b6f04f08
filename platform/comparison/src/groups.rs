//! Cells that are not shown and hang together: what one of them could be depends on the others of its group, and on
//! no more.

use crate::ledger::{Ledger, Tie};

/// Cells that hang together, and what ties them.
pub(crate) struct Group<'a> {
    pub cells: Vec<usize>,
    pub ties: Vec<&'a Tie>,
    /// Whether all of it was released before: then it is as safe as it was.
    pub is_settled: bool,
}

/// All groups of a ledger.
pub(crate) fn groups(ledger: &Ledger) -> Vec<Group<'_>> {
    let cells = ledger.cells();
    let mut links = Links::of(cells.len());
    for tie in ledger.ties() {
        let open = tie.terms.iter().map(|(cell, _)| *cell);
        let mut open = open.filter(|cell| !cells[*cell].is_shown());
        if let Some(first) = open.next() {
            open.for_each(|other| links.join(first, other));
        }
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut group_of = vec![None; cells.len()];
    for (place, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_shown())
    {
        let group = *group_of[links.root(place)].get_or_insert_with(|| {
            groups.push(Group {
                cells: Vec::new(),
                ties: Vec::new(),
                is_settled: true,
            });
            groups.len() - 1
        });
        groups[group].cells.push(place);
        groups[group].is_settled &= cell.released;
    }
    for tie in ledger.ties() {
        let mut open = tie.terms.iter().map(|(cell, _)| *cell);
        let open = open.find(|cell| !cells[*cell].is_shown());
        if let Some(group) = open.and_then(|open| group_of[links.root(open)]) {
            // A shown cell that is new tells something, too: it may have been kept back before.
            let is_old = tie.terms.iter().all(|(cell, _)| cells[*cell].released);
            groups[group].is_settled &= is_old && !ledger.is_new(tie);
            groups[group].ties.push(tie);
        }
    }
    groups
}

/// For every cell another of its group, or itself.
struct Links(Vec<usize>);

impl Links {
    fn of(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one] = other;
    }
}
