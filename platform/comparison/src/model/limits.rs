//! Every limit of this crate, with its reason.

/// No county may show a figure with fewer persons or families behind it: the minimum that the
/// Bundesagentur für Arbeit keeps to in its statistics. A county may ask for more.
pub const THRESHOLD_MIN: u64 = 3;

/// More would hide whole tables of a county with some hundred cases.
pub const THRESHOLD_MAX: u64 = 100;

/// Largest contributors kept with a cell; a dominance rule looks at no more.
pub const CONTRIBUTORS_MAX: usize = 3;

/// Categories of a dimension: a state with 396 municipalities, 53 counties and units in between.
pub const CATEGORIES_MAX: usize = 2_000;

/// Cells of one table with its margins. Nobody reads a larger one, and its audit would take minutes.
pub const TABLE_CELLS_MAX: usize = 100_000;

/// The largest figure of a cell: sums of whole tables stay exact in the solver's floating point
/// numbers (2^53), with room to spare.
pub const VALUE_MAX: u64 = 1_000_000_000;

/// Nodes of one search for a point of whole numbers. Tables of two dimensions need none; of the others
/// nearly all end after some tens.
pub const WHOLE_NODES_MAX: usize = 2_000;

/// Nodes of the search for the exact optimum; after that it is not known.
pub const OPTIMUM_NODES_MAX: usize = 2_000;

/// Cells that could be hidden in a table for which the exact optimum is sought. Its programme grows
/// with their product with the sensitive cells.
pub const OPTIMUM_CELLS_MAX: usize = 80;

/// Sensitive cells of a table for which the exact optimum is sought.
pub const OPTIMUM_SENSITIVE_MAX: usize = 8;

/// Solutions sought while showing again what need not be hidden. Each is over hidden cells only and
/// takes well under a millisecond; the pattern is safe without them.
pub const REDUCE_SOLVES_MAX: usize = 2_000;
