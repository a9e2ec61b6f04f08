//! How many statements a request sent to its tenant's database.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// Counts statements of one request; clones share the count. `BEGIN` and `COMMIT` do not count.
#[derive(Debug, Clone, Default)]
pub struct StatementCounter(Arc<AtomicU32>);

impl StatementCounter {
    /// One more statement.
    pub(super) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many there were.
    pub fn total(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}
