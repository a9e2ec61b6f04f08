//! A cell: its name, its figure and who stands behind it.

use std::fmt;

use super::limits::CONTRIBUTORS_MAX;

/// What stands in a cell, and who stands behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figure itself, in the indicator's unit.
    pub value: u64,
    /// Persons behind it, each counted once.
    pub persons: u64,
    /// Families behind it, each counted once. Somebody alone is a family.
    pub families: u64,
    /// What the largest contributors give to the figure, largest first, at most
    /// [`CONTRIBUTORS_MAX`].
    pub largest: Vec<u64>,
}

impl Figures {
    /// A cell that counts persons: everybody gives 1.
    #[must_use]
    pub fn heads(persons: u64, families: u64) -> Self {
        let kept = persons.min(CONTRIBUTORS_MAX as u64);
        Self {
            value: persons,
            persons,
            families,
            largest: (0..kept).map(|_| 1).collect(),
        }
    }

    pub(super) fn add(&mut self, part: &Self) {
        self.value += part.value;
        self.persons += part.persons;
        self.families += part.families;
        self.largest.extend(&part.largest);
        self.largest.sort_unstable_by(|one, other| other.cmp(one));
        self.largest.truncate(CONTRIBUTORS_MAX);
    }
}

/// Names a cell wherever it appears: its measure and its categories. A dimension at its top is left out,
/// so that margins of differently broken down tables are the same cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    measure: String,
    at: Vec<(String, String)>,
}

impl CellKey {
    /// The cell of `measure` at these categories (dimension, category); the order does not matter. Do not
    /// name a dimension's top.
    #[must_use]
    pub fn new(measure: &str, at: &[(&str, &str)]) -> Self {
        let mut at: Vec<(String, String)> = at
            .iter()
            .map(|(dimension, category)| ((*dimension).to_owned(), (*category).to_owned()))
            .collect();
        at.sort();
        Self {
            measure: measure.to_owned(),
            at,
        }
    }

    /// The indicator.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Dimension and category, by dimension.
    #[must_use]
    pub fn at(&self) -> &[(String, String)] {
        &self.at
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[", self.measure)?;
        for (place, (dimension, category)) in self.at.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{dimension}={category}")?;
        }
        write!(f, "]")
    }
}
