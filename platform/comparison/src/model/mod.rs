//! Indicators, tables, rules of secrecy: types and pure functions.

mod cell;
mod dimension;
mod figure;
mod indicator;
pub mod limits;
mod policy;
mod table;

pub use cell::{CellKey, Figures};
pub use dimension::{Dimension, DimensionBuilder, DimensionError, Sum, SumKind};
pub use figure::{Figure, mean, rate, share};
pub use indicator::{
    Breakdown, Catalogue, CatalogueError, Indicator, PeriodKind, Ratio, Reference, Unit,
};
pub use policy::{Ask, Dominance, Policy, PolicyError, Reason, ZeroPolicy};
pub use table::{Counted, Relation, RelationKind, Table, TableError};
