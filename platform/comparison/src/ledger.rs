//! Everything that a county has given to the outside so far, and what it is about to give: cells, what ties
//! them together, and which of them are shown.
//!
//! Two tables with a cell in common hold the same cell here, so what one shows is known in the other. A
//! later release with another figure for a cell (a correction) makes a new version of that cell; both stay,
//! and what tied the old one still does. A figure that stays the same is the same cell: this gives the
//! attacker of the audit the knowledge that it did not change, which is more than he has.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Ask, CellKey, Figure, Figures, Policy, PolicyError, Reason, Relation, RelationKind, Table,
    TableError,
};

/// What everybody outside gets to see of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Its figure.
    Shown,
    /// ".", and why.
    Hidden(Reason),
    /// Nothing: it is in no table, and only what it is part of is.
    KeptBack,
}

/// A cell with all that the county knows of it.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its name.
    pub key: CellKey,
    /// 1, and one more with every correction.
    pub version: u32,
    /// Its figures.
    pub figures: Figures,
    /// What is seen of it.
    pub status: Status,
    /// Whether it has been released: then its status stays.
    pub released: bool,
    /// How uncertain it must stay, if it is sensitive or hidden.
    pub ask: Option<Ask>,
    /// The smallest figure that everybody outside takes for possible.
    pub least: i64,
}

impl Cell {
    pub(crate) fn value(&self) -> i64 {
        // Bounded by `VALUE_MAX` when its table was built.
        i64::try_from(self.figures.value).unwrap_or(i64::MAX)
    }

    pub(crate) fn is_shown(&self) -> bool {
        self.status == Status::Shown
    }

    /// Whether suppression may still choose to hide it.
    pub(crate) fn may_be_hidden(&self) -> bool {
        self.is_shown() && !self.released && (self.figures.persons > 0 || self.least == 0)
    }
}

/// A relation over positions of cells in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Cells with their factors, by position.
    pub terms: Vec<(usize, i64)>,
    /// What holds for their sum.
    pub kind: RelationKind,
}

/// Why a table cannot be taken into the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The county's rules of secrecy cannot be used.
    #[error("the rules of secrecy cannot be used")]
    Policy(#[from] PolicyError),
    /// A dimension whose total over everything has another name than in an earlier table.
    #[error("the total of dimension {0} was another category before")]
    OtherTop(String),
    /// Two tables of one proposal with different figures for the same cell.
    #[error("two tables have different figures for {0}")]
    Disagreement(CellKey),
    /// A relation names a cell that is in no table.
    #[error("{0} is in no table")]
    UnknownCell(CellKey),
    /// A relation that the figures contradict.
    #[error("a relation does not hold for its figures")]
    Contradiction(#[source] TableError),
}

/// All cells and ties of one county.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    cells: Vec<Cell>,
    newest: BTreeMap<CellKey, usize>,
    ties: BTreeSet<Tie>,
    new_ties: BTreeSet<Tie>,
    /// The top of each dimension: keys leave it out, so it must mean the same in every table.
    tops: BTreeMap<String, Option<String>>,
}

impl Ledger {
    /// A county that has released nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a table that is to be released, with what the policy says of each of its cells. Only
    /// [`crate::suppress::suppress`] makes it safe; nothing is released before [`Ledger::release`].
    ///
    /// # Errors
    /// [`LedgerError::Policy`], [`LedgerError::OtherTop`], [`LedgerError::Disagreement`]; the ledger is then of no
    /// more use.
    pub fn propose(&mut self, table: &Table, policy: &Policy) -> Result<(), LedgerError> {
        policy.check()?;
        for dimension in table.dimensions() {
            let top = dimension
                .top()
                .map(|top| dimension.categories()[top].clone());
            let known = self
                .tops
                .entry(dimension.key().to_owned())
                .or_insert_with(|| top.clone());
            if *known != top {
                return Err(LedgerError::OtherTop(dimension.key().to_owned()));
            }
        }
        for (key, figures, published) in table.cells() {
            let known = self.newest.get(&key).copied();
            let is_same = |cell: usize| self.cells[cell].figures.value == figures.value;
            match known {
                Some(cell) if is_same(cell) => {
                    self.meet_again(cell, figures, published, policy);
                }
                Some(cell) if !self.cells[cell].released => {
                    return Err(LedgerError::Disagreement(key));
                }
                _ => self.add(key, figures, published, policy),
            }
        }
        for relation in table.relations() {
            self.relate(&relation)?;
        }
        Ok(())
    }

    /// Takes in something else that everybody knows about cells of the newest tables, such as "not more
    /// families than persons".
    ///
    /// # Errors
    /// [`LedgerError::UnknownCell`], [`LedgerError::Contradiction`].
    pub fn relate(&mut self, relation: &Relation) -> Result<(), LedgerError> {
        let find = |(key, factor): &(CellKey, i64)| match self.newest.get(key) {
            Some(cell) => Ok((*cell, *factor)),
            None => Err(LedgerError::UnknownCell(key.clone())),
        };
        let mut terms: Vec<(usize, i64)> =
            relation.terms.iter().map(find).collect::<Result<_, _>>()?;
        terms.sort_unstable();
        let sum: i64 = terms
            .iter()
            .map(|(cell, factor)| self.cells[*cell].value() * factor)
            .sum();
        let holds = match relation.kind {
            RelationKind::Zero => sum == 0,
            RelationKind::NotNegative => sum >= 0,
        };
        if !holds {
            let first = relation.terms.first().map(|(key, _)| key.clone());
            let first = first.unwrap_or_else(|| CellKey::new("", &[]));
            return Err(LedgerError::Contradiction(TableError::Disagrees(first)));
        }
        let tie = Tie {
            terms,
            kind: relation.kind,
        };
        if self.ties.insert(tie.clone()) {
            self.new_ties.insert(tie);
        }
        Ok(())
    }

    /// Everything proposed is out: from now on its status stays.
    pub fn release(&mut self) {
        for cell in &mut self.cells {
            cell.released = true;
        }
        self.new_ties.clear();
    }

    /// What everybody outside gets for a cell, in its newest version. A proposal that is not yet
    /// suppressed would show too much: ask only after [`crate::suppress::suppress`].
    #[must_use]
    pub fn figure(&self, key: &CellKey) -> Figure<u64> {
        let cell = self.newest.get(key).map(|cell| &self.cells[*cell]);
        match cell.map(|cell| (cell.status, cell.figures.value)) {
            Some((Status::Shown, value)) => Figure::Shown(value),
            Some((Status::Hidden(_), _)) => Figure::Hidden,
            Some((Status::KeptBack, _)) | None => Figure::NotAvailable,
        }
    }

    /// Every cell in every version.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What ties cells together.
    pub fn ties(&self) -> impl Iterator<Item = &Tie> {
        self.ties.iter()
    }

    /// Whether a tie was not there at the last release.
    pub(crate) fn is_new(&self, tie: &Tie) -> bool {
        self.new_ties.contains(tie)
    }

    /// Hides a cell that may be, for the sake of others.
    pub(crate) fn hide(&mut self, cell: usize) {
        let cell = &mut self.cells[cell];
        cell.status = Status::Hidden(Reason::Secondary);
        cell.ask = Some(Ask::SECONDARY);
    }

    /// Shows a cell again that was hidden for the sake of others and is not released.
    pub(crate) fn show(&mut self, cell: usize) {
        let cell = &mut self.cells[cell];
        cell.status = Status::Shown;
        cell.ask = None;
    }

    fn add(&mut self, key: CellKey, figures: &Figures, published: bool, policy: &Policy) {
        let judged = policy.judge(figures);
        let status = match judged {
            _ if !published => Status::KeptBack,
            Some((reason, _)) => Status::Hidden(reason),
            None => Status::Shown,
        };
        let before = self
            .newest
            .get(&key)
            .map_or(0, |cell| self.cells[*cell].version);
        self.newest.insert(key.clone(), self.cells.len());
        self.cells.push(Cell {
            key,
            version: before + 1,
            figures: figures.clone(),
            status,
            released: false,
            ask: judged.map(|(_, ask)| ask),
            least: least(figures, published, policy),
        });
    }

    /// A cell that is known with this figure: shown stays shown, hidden stays hidden.
    fn meet_again(&mut self, cell: usize, figures: &Figures, published: bool, policy: &Policy) {
        let judged = policy.judge(figures);
        let cell = &mut self.cells[cell];
        if cell.released && cell.is_shown() {
            return;
        }
        if cell.status == Status::KeptBack && published {
            cell.released = false;
            cell.least = least(figures, published, policy);
            cell.status = judged.map_or(Status::Shown, |(reason, _)| Status::Hidden(reason));
        }
        if let Some((reason, ask)) = judged {
            if cell.status != Status::KeptBack {
                cell.status = Status::Hidden(reason);
            }
            cell.ask = Some(cell.ask.map_or(ask, |before| before.stricter(ask)));
        }
    }
}

/// Of a cell in no table nobody knows that it is not zero.
fn least(figures: &Figures, published: bool, policy: &Policy) -> i64 {
    if published {
        i64::try_from(policy.least(figures)).unwrap_or(0)
    } else {
        0
    }
}

#[cfg(test)]
mod tests;
