//! What a table is broken down by: categories, and which of them add up to which.

use std::collections::BTreeMap;

use super::limits::CATEGORIES_MAX;

/// How the figures of parts stand to their total's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumKind {
    /// Everybody is in one part: the parts add up to the total.
    Exact,
    /// Somebody may be in several parts (a person helped in two units) and counts once in the total: no
    /// part is larger than the total, together they are at least as large.
    Overlapping,
}

/// One total and its parts, as positions in [`Dimension::categories`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The category that is the total.
    pub total: usize,
    /// The categories that make it up.
    pub parts: Vec<usize>,
    /// Whether parts may overlap.
    pub kind: SumKind,
}

/// Categories with their hierarchy. A category may be made up in several ways (a county by its units and
/// by its carriers' areas): each way is a [`Sum`], and the audit knows all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    key: String,
    categories: Vec<String>,
    sums: Vec<Sum>,
    top: Option<usize>,
}

/// Why a hierarchy cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DimensionError {
    /// A dimension without categories.
    #[error("dimension {0} has no categories")]
    Empty(String),
    /// Too many categories.
    #[error(
        "dimension {dimension} has {count} categories; at most {CATEGORIES_MAX} can be audited"
    )]
    TooMany {
        /// The dimension.
        dimension: String,
        /// How many it has.
        count: usize,
    },
    /// A sum without parts, or that names a category twice.
    #[error("in dimension {dimension} the sum for {total} needs parts that are each named once")]
    Parts {
        /// The dimension.
        dimension: String,
        /// The total of the sum.
        total: String,
    },
    /// A category would be part of itself.
    #[error("in dimension {dimension} {category} is part of itself")]
    Circle {
        /// The dimension.
        dimension: String,
        /// One category of the circle.
        category: String,
    },
}

/// Collects categories and sums; [`DimensionBuilder::build`] checks them.
#[derive(Debug, Clone)]
pub struct DimensionBuilder {
    key: String,
    categories: Vec<String>,
    positions: BTreeMap<String, usize>,
    sums: Vec<Sum>,
}

impl Dimension {
    /// Begins a dimension with this key.
    #[must_use]
    pub fn named(key: &str) -> DimensionBuilder {
        DimensionBuilder {
            key: key.to_owned(),
            categories: Vec::new(),
            positions: BTreeMap::new(),
            sums: Vec::new(),
        }
    }

    /// The stable key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Keys of the categories, in the order in which they were named.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// Every sum, those of parts before those of what they are part of.
    #[must_use]
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// The one category that holds all others, if there is one. A table that is not broken down by this
    /// dimension speaks of its top.
    #[must_use]
    pub fn top(&self) -> Option<usize> {
        self.top
    }

    /// Where a category stands.
    #[must_use]
    pub fn position(&self, category: &str) -> Option<usize> {
        self.categories.iter().position(|known| known == category)
    }
}

impl DimensionBuilder {
    /// A category that may stand outside every sum.
    #[must_use]
    pub fn category(mut self, category: &str) -> Self {
        self.place(category);
        self
    }

    /// A total whose parts add up to it.
    #[must_use]
    pub fn sum<'a>(self, total: &str, parts: impl IntoIterator<Item = &'a str>) -> Self {
        self.add(total, parts, SumKind::Exact)
    }

    /// A total whose parts may share people.
    #[must_use]
    pub fn overlapping<'a>(self, total: &str, parts: impl IntoIterator<Item = &'a str>) -> Self {
        self.add(total, parts, SumKind::Overlapping)
    }

    fn add<'a>(
        mut self,
        total: &str,
        parts: impl IntoIterator<Item = &'a str>,
        kind: SumKind,
    ) -> Self {
        let total = self.place(total);
        let parts = parts.into_iter().map(|part| self.place(part)).collect();
        self.sums.push(Sum { total, parts, kind });
        self
    }

    fn place(&mut self, category: &str) -> usize {
        if let Some(position) = self.positions.get(category) {
            return *position;
        }
        let position = self.categories.len();
        self.categories.push(category.to_owned());
        self.positions.insert(category.to_owned(), position);
        position
    }

    /// The dimension.
    ///
    /// # Errors
    /// [`DimensionError`], for the first thing that cannot be.
    pub fn build(self) -> Result<Dimension, DimensionError> {
        let Self {
            key,
            categories,
            sums,
            ..
        } = self;
        if categories.is_empty() {
            return Err(DimensionError::Empty(key));
        }
        if categories.len() > CATEGORIES_MAX {
            let count = categories.len();
            return Err(DimensionError::TooMany {
                dimension: key,
                count,
            });
        }
        if let Some(sum) = sums.iter().find(|sum| !parts_named_once(sum)) {
            let total = categories[sum.total].clone();
            return Err(DimensionError::Parts {
                dimension: key,
                total,
            });
        }
        match in_order(sums, categories.len()) {
            Ok(sums) => {
                let top = only_top(&sums, categories.len());
                Ok(Dimension {
                    key,
                    categories,
                    sums,
                    top,
                })
            }
            Err(category) => Err(DimensionError::Circle {
                dimension: key,
                category: categories[category].clone(),
            }),
        }
    }
}

fn parts_named_once(sum: &Sum) -> bool {
    let mut parts = sum.parts.clone();
    parts.sort_unstable();
    parts.dedup();
    !parts.is_empty() && parts.len() == sum.parts.len()
}

/// Sums of parts before sums of what they are part of, or a category that is part of itself.
fn in_order(mut sums: Vec<Sum>, categories: usize) -> Result<Vec<Sum>, usize> {
    let mut open = vec![0_usize; categories];
    for sum in &sums {
        open[sum.total] += 1;
    }
    let mut ordered = Vec::with_capacity(sums.len());
    while !sums.is_empty() {
        let ready = |sum: &Sum| sum.parts.iter().all(|part| open[*part] == 0);
        let (now, later): (Vec<Sum>, Vec<Sum>) = sums.into_iter().partition(ready);
        if now.is_empty() {
            return Err(later[0].total);
        }
        for sum in &now {
            open[sum.total] -= 1;
        }
        ordered.extend(now);
        sums = later;
    }
    Ok(ordered)
}

fn only_top(sums: &[Sum], categories: usize) -> Option<usize> {
    let mut is_part = vec![false; categories];
    for part in sums.iter().flat_map(|sum| &sum.parts) {
        is_part[*part] = true;
    }
    let mut tops = (0..categories).filter(|category| !is_part[*category]);
    match (tops.next(), tops.next()) {
        (Some(top), None) => Some(top),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_parts_come_before_sums_of_their_totals() {
        let place = Dimension::named("place")
            .sum("state", ["a", "b"])
            .sum("a", ["a1", "a2"])
            .build()
            .unwrap();
        let totals: Vec<&str> = place
            .sums()
            .iter()
            .map(|sum| place.categories()[sum.total].as_str())
            .collect();
        assert_eq!(totals, ["a", "state"]);
        assert_eq!(place.top(), place.position("state"));
    }

    #[test]
    fn without_one_top_every_category_is_named() {
        let months = Dimension::named("period")
            .category("2026-01")
            .category("2026-02");
        assert_eq!(months.build().unwrap().top(), None);
    }

    #[test]
    fn hierarchies_that_cannot_be_are_refused() {
        let circle = Dimension::named("d")
            .sum("a", ["b"])
            .sum("b", ["a"])
            .build();
        assert!(matches!(circle, Err(DimensionError::Circle { .. })));
        let twice = Dimension::named("d").sum("a", ["b", "b"]).build();
        assert!(matches!(twice, Err(DimensionError::Parts { .. })));
        let none = Dimension::named("d").sum("a", []).build();
        assert!(matches!(none, Err(DimensionError::Parts { .. })));
        let empty = Dimension::named("d").build();
        assert_eq!(empty, Err(DimensionError::Empty("d".to_owned())));
    }
}
