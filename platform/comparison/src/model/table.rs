//! Tables of figures over dimensions with hierarchies, with every margin, and what ties their cells
//! together.

use super::cell::{CellKey, Figures};
use super::dimension::{Dimension, SumKind};
use super::limits::{CONTRIBUTORS_MAX, TABLE_CELLS_MAX, VALUE_MAX};

/// How the weighted sum of a relation's cells stands to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// It is zero.
    Zero,
    /// It is zero or more.
    NotNegative,
}

/// Something that everybody knows about cells, such as that the parts add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Cells with their factors.
    pub terms: Vec<(CellKey, i64)>,
    /// What holds for their sum.
    pub kind: RelationKind,
}

/// A figure that was counted, at categories of the table's dimensions; one not named is at its top.
#[derive(Debug, Clone)]
pub struct Counted<'a> {
    /// Dimension and category.
    pub at: Vec<(&'a str, &'a str)>,
    /// The figures.
    pub figures: Figures,
}

/// One indicator broken down, with all margins.
#[derive(Debug, Clone)]
pub struct Table {
    measure: String,
    dimensions: Vec<Dimension>,
    cells: Vec<Figures>,
    published: Vec<bool>,
}

/// Why figures make no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A dimension or category that the table does not have.
    #[error("the table has no {dimension}={category}")]
    Unknown {
        /// The dimension.
        dimension: String,
        /// The category.
        category: String,
    },
    /// A dimension without one top was left out.
    #[error("a figure must say where it stands in {0}, which has no total over everything")]
    Unplaced(String),
    /// The same dimension twice, in the table or in a figure.
    #[error("dimension {0} is named twice")]
    DimensionTwice(String),
    /// Two figures for one cell.
    #[error("{0} was counted twice")]
    Twice(CellKey),
    /// A total over parts that may share people was not counted.
    #[error("{0} cannot be added up, because people may be in several of its parts: count it")]
    NotCounted(CellKey),
    /// Cells that contradict each other.
    #[error("{0} does not agree with its parts")]
    Disagrees(CellKey),
    /// A figure over what can be audited exactly, or persons behind families that cannot be.
    #[error("{0} is out of bounds (at most {VALUE_MAX}; a family has a person)")]
    OutOfBounds(CellKey),
    /// Too many cells.
    #[error("the table would have {0} cells; at most {TABLE_CELLS_MAX} can be audited")]
    TooLarge(usize),
}

impl Table {
    /// The table of what was counted: a cell of categories that are no total and were not counted is
    /// zero, totals that were not counted are added up. Persons and families of totals that are added up
    /// are added up too; count the total where people are in several parts.
    ///
    /// # Errors
    /// [`TableError`], for the first thing that is wrong.
    pub fn build(
        measure: &str,
        dimensions: Vec<Dimension>,
        counted: &[Counted<'_>],
    ) -> Result<Self, TableError> {
        let size = dimensions.iter().try_fold(1_usize, |size, dimension| {
            size.checked_mul(dimension.categories().len())
        });
        let size = size
            .filter(|size| *size <= TABLE_CELLS_MAX)
            .ok_or(TableError::TooLarge(size.unwrap_or(usize::MAX)))?;
        for (place, dimension) in dimensions.iter().enumerate() {
            if dimensions[..place]
                .iter()
                .any(|other| other.key() == dimension.key())
            {
                return Err(TableError::DimensionTwice(dimension.key().to_owned()));
            }
        }
        let mut table = Self {
            measure: measure.to_owned(),
            dimensions,
            cells: vec![Figures::default(); size],
            published: vec![true; size],
        };
        let mut known = vec![false; size];
        for figure in counted {
            let cell = table.find(&figure.at)?;
            if std::mem::replace(&mut known[cell], true) {
                return Err(TableError::Twice(table.key_of(cell)));
            }
            table.cells[cell] = figure.figures.clone();
            let largest = &mut table.cells[cell].largest;
            largest.sort_unstable_by(|one, other| other.cmp(one));
            largest.truncate(CONTRIBUTORS_MAX);
        }
        table.add_up(&mut known)?;
        table.check()?;
        Ok(table)
    }

    /// The same table, with all cells of this category kept back: they are counted, so that the audit
    /// protects them against being computed from other tables, but nobody is shown them.
    ///
    /// # Errors
    /// [`TableError::Unknown`].
    pub fn keep_back(mut self, dimension: &str, category: &str) -> Result<Self, TableError> {
        let (place, position) = self.place(dimension, category)?;
        let stride = self.stride(place);
        let size = self.dimensions[place].categories().len();
        for cell in 0..self.cells.len() {
            if (cell / stride) % size == position {
                self.published[cell] = false;
            }
        }
        Ok(self)
    }

    /// The indicator.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// What it is broken down by.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Every cell with its key, its figures and whether it is meant to be published.
    pub fn cells(&self) -> impl Iterator<Item = (CellKey, &Figures, bool)> {
        (0..self.cells.len())
            .map(|cell| (self.key_of(cell), &self.cells[cell], self.published[cell]))
    }

    /// What ties the cells together.
    #[must_use]
    pub fn relations(&self) -> Vec<Relation> {
        let mut relations = Vec::new();
        self.each_sum(|total, parts, kind| {
            let total_key = self.key_of(total);
            match kind {
                SumKind::Exact => relations.push(Relation {
                    terms: self.sum_terms(total, parts),
                    kind: RelationKind::Zero,
                }),
                SumKind::Overlapping => {
                    relations.push(Relation {
                        terms: self.sum_terms(total, parts),
                        kind: RelationKind::NotNegative,
                    });
                    relations.extend(parts.iter().map(|part| Relation {
                        terms: vec![(total_key.clone(), 1), (self.key_of(*part), -1)],
                        kind: RelationKind::NotNegative,
                    }));
                }
            }
        });
        relations
    }

    fn sum_terms(&self, total: usize, parts: &[usize]) -> Vec<(CellKey, i64)> {
        let mut terms = vec![(self.key_of(total), -1)];
        terms.extend(parts.iter().map(|part| (self.key_of(*part), 1)));
        terms
    }

    /// Calls with total, parts and kind of every sum of every dimension at all categories of the others.
    fn each_sum(&self, mut call: impl FnMut(usize, &[usize], SumKind)) {
        for (place, dimension) in self.dimensions.iter().enumerate() {
            let stride = self.stride(place);
            let size = dimension.categories().len();
            for sum in dimension.sums() {
                for base in
                    (0..self.cells.len()).filter(|cell| (cell / stride).is_multiple_of(size))
                {
                    let parts: Vec<usize> =
                        sum.parts.iter().map(|part| base + part * stride).collect();
                    call(base + sum.total * stride, &parts, sum.kind);
                }
            }
        }
    }

    /// Fills in totals that were not counted: one dimension after the other, parts first.
    fn add_up(&mut self, known: &mut [bool]) -> Result<(), TableError> {
        let mut sums = Vec::new();
        self.each_sum(|total, parts, kind| sums.push((total, parts.to_vec(), kind)));
        // What is the total of a later dimension is not yet known when an earlier one is added up; the
        // second pass has everything that any order could have.
        let mut open: Vec<usize> = Vec::new();
        let is_total: Vec<bool> = {
            let mut is_total = vec![false; self.cells.len()];
            for (total, _, _) in &sums {
                is_total[*total] = true;
            }
            is_total
        };
        let has = |cell: usize, known: &[bool]| known[cell] || !is_total[cell];
        for _ in 0..=self.dimensions.len() {
            open.clear();
            for (total, parts, kind) in &sums {
                if known[*total] {
                    continue;
                }
                let ready = parts.iter().all(|part| has(*part, known));
                if *kind == SumKind::Overlapping || !ready {
                    open.push(*total);
                    continue;
                }
                let mut figures = Figures::default();
                for part in parts {
                    figures.add(&self.cells[*part]);
                }
                self.cells[*total] = figures;
                known[*total] = true;
            }
        }
        open.retain(|total| !known[*total]);
        match open.first() {
            Some(total) => Err(TableError::NotCounted(self.key_of(*total))),
            None => Ok(()),
        }
    }

    fn check(&self) -> Result<(), TableError> {
        for (cell, figures) in self.cells.iter().enumerate() {
            let nobody = figures.persons == 0 && (figures.value > 0 || figures.families > 0);
            let no_family = figures.persons > 0 && figures.families == 0;
            if figures.value > VALUE_MAX || nobody || no_family {
                return Err(TableError::OutOfBounds(self.key_of(cell)));
            }
        }
        let mut wrong = None;
        self.each_sum(|total, parts, kind| {
            let value = self.cells[total].value;
            let sum: u64 = parts.iter().map(|part| self.cells[*part].value).sum();
            let largest = parts.iter().map(|part| self.cells[*part].value).max();
            let agrees = match kind {
                SumKind::Exact => sum == value,
                SumKind::Overlapping => sum >= value && largest.unwrap_or(0) <= value,
            };
            if !agrees && wrong.is_none() {
                wrong = Some(total);
            }
        });
        match wrong {
            Some(total) => Err(TableError::Disagrees(self.key_of(total))),
            None => Ok(()),
        }
    }

    fn find(&self, at: &[(&str, &str)]) -> Result<usize, TableError> {
        let mut positions = vec![None; self.dimensions.len()];
        for (dimension, category) in at {
            let (place, position) = self.place(dimension, category)?;
            if positions[place].replace(position).is_some() {
                return Err(TableError::DimensionTwice((*dimension).to_owned()));
            }
        }
        let mut cell = 0;
        for (place, dimension) in self.dimensions.iter().enumerate() {
            let position = positions[place].or(dimension.top());
            let position =
                position.ok_or_else(|| TableError::Unplaced(dimension.key().to_owned()))?;
            cell += position * self.stride(place);
        }
        Ok(cell)
    }

    fn place(&self, dimension: &str, category: &str) -> Result<(usize, usize), TableError> {
        let place = self
            .dimensions
            .iter()
            .position(|known| known.key() == dimension);
        let position = place.and_then(|place| self.dimensions[place].position(category));
        place.zip(position).ok_or_else(|| TableError::Unknown {
            dimension: dimension.to_owned(),
            category: category.to_owned(),
        })
    }

    /// How far neighbouring categories of a dimension lie apart in `cells`.
    fn stride(&self, place: usize) -> usize {
        let after = &self.dimensions[place + 1..];
        after
            .iter()
            .map(|dimension| dimension.categories().len())
            .product()
    }

    fn key_of(&self, cell: usize) -> CellKey {
        let places = self.dimensions.iter().enumerate();
        let at: Vec<(&str, &str)> = places
            .filter_map(|(place, dimension)| {
                let position = (cell / self.stride(place)) % dimension.categories().len();
                let is_top = dimension.top() == Some(position);
                (!is_top).then(|| (dimension.key(), dimension.categories()[position].as_str()))
            })
            .collect();
        CellKey::new(&self.measure, &at)
    }
}

#[cfg(test)]
mod tests;
