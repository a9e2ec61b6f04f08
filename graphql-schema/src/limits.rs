//! Every limit of a request, with its reason. A request over one of them is refused before
//! anything is resolved, with `LIMIT_EXCEEDED` and the limit's name.

/// The longest document in bytes: GraphiQL's introspection has 1,800, our longest page 4,000.
pub const DOCUMENT_BYTES_MAX: usize = 20_000;

/// How deep brackets may nest in the text of a document. The parser recurses per bracket, so this
/// is checked before it runs; values and selections of real documents stay below 20.
pub const DOCUMENT_NESTING_MAX: usize = 50;

/// How deep fields may nest. GraphiQL's introspection (nine `ofType` in a row) has 15.
pub const DEPTH_MAX: usize = 16;

/// Fields of a document after its fragments are written out, so that a few fragments that
/// spread each other cannot stand for millions of fields. Our largest page selects some 200.
pub const FIELDS_MAX: usize = 1_000;

/// Lists of the schema's own description nested in each other (`fields` of types of `fields`):
/// each level multiplies the answer by the number of fields of a type. Tools need two.
pub const INTROSPECTION_LISTS_MAX: usize = 2;

/// Fields with an alias. Pages use a handful; hundreds repeat one costly field.
pub const ALIASES_MAX: usize = 30;

/// Fields at the root of an operation: a start page asks for five things at once.
pub const ROOT_FIELDS_MAX: usize = 10;

/// What a document may cost: one per field, lists times their size. A hundred cases with 60
/// fields each cost 6,000; the contacts of each of a hundred cases are refused.
pub const COMPLEXITY_MAX: usize = 10_000;

/// Requests in one batch.
pub const BATCH_REQUESTS_MAX: usize = 10;

/// Entries of a list in an input, such as the units of a filter: no county has more units.
pub const LIST_INPUT_MAX: usize = 100;

/// Rows of a page if `first` is left out.
pub const PAGE_SIZE_DEFAULT: u32 = 50;

/// What one entry of a list whose length the county's configuration decides is counted with.
/// Real lists have 3 (units) to 60 (languages) entries and are read from memory.
pub(crate) const CONFIGURED_LIST_COST: usize = 10;

/// Subscriptions listen for as long as a session may last, so their price is that of one event.
pub(crate) const SUBSCRIPTION_COST: usize = 10;
