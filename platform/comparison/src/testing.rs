//! Tables for tests.

use crate::model::{CellKey, Counted, Dimension, Figures, Table};

/// municipality → unit → county: `units` units with `towns` municipalities each.
pub(crate) fn places(units: usize, towns: usize) -> Dimension {
    let unit = |unit: usize| format!("u{unit}");
    let names: Vec<String> = (0..units).map(unit).collect();
    let mut place = Dimension::named("place").sum("county", names.iter().map(String::as_str));
    for name in &names {
        let towns: Vec<String> = (0..towns).map(|town| format!("{name}t{town}")).collect();
        place = place.sum(name, towns.iter().map(String::as_str));
    }
    place.build().unwrap()
}

/// A total of categories a, b, c …
pub(crate) fn flat(key: &str, categories: usize) -> Dimension {
    let names: Vec<String> = (0..categories)
        .map(|category| format!("{key}{category}"))
        .collect();
    let flat = Dimension::named(key).sum("all", names.iter().map(String::as_str));
    flat.build().unwrap()
}

/// Categories that are no total, in order.
pub(crate) fn leaves(dimension: &Dimension) -> Vec<&str> {
    let is_total = |place: usize| dimension.sums().iter().any(|sum| sum.total == place);
    let categories = dimension.categories().iter().enumerate();
    categories
        .filter(|(place, _)| !is_total(*place))
        .map(|(_, key)| key.as_str())
        .collect()
}

/// A table of heads, each alone, with these numbers in the cells of the two dimensions' leaves, row by row.
pub(crate) fn heads(measure: &str, rows: &Dimension, columns: &Dimension, counts: &[u64]) -> Table {
    let mut counted = Vec::new();
    let mut counts = counts.iter();
    for row in leaves(rows) {
        for column in leaves(columns) {
            let persons = counts.next().copied().unwrap_or(0);
            counted.push(Counted {
                at: vec![(rows.key(), row), (columns.key(), column)],
                figures: Figures::heads(persons, persons),
            });
        }
    }
    Table::build(measure, vec![rows.clone(), columns.clone()], &counted).unwrap()
}

/// A table of heads over one dimension.
pub(crate) fn line(measure: &str, over: &Dimension, counts: &[(&str, u64)]) -> Table {
    let counted: Vec<Counted<'_>> = counts
        .iter()
        .map(|(category, persons)| Counted {
            at: vec![(over.key(), *category)],
            figures: Figures::heads(*persons, *persons),
        })
        .collect();
    Table::build(measure, vec![over.clone()], &counted).unwrap()
}

/// Names of cells.
pub(crate) fn named<'a>(keys: impl IntoIterator<Item = &'a CellKey>) -> Vec<String> {
    let mut names: Vec<String> = keys.into_iter().map(CellKey::to_string).collect();
    names.sort();
    names
}
