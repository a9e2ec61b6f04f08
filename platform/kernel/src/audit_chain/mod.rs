//! The audit trail as a chain: what was changed, removed or added afterwards is found.
//!
//! Entries are written as cheaply as ever, each with its own change or read. A job puts seals on those that have been
//! committed, in batches: a seal has a position and a hash over the entry's content and the seal before it. Sealing at
//! once would make every read of a person wait for one row that all others want too; PostgreSQL would serve a county's
//! requests one after another. The price is that the entries since the last batch (a minute) are not yet protected.
//!
//! With a key of the installation the hashes are authentication codes (HMAC-SHA-256), which somebody who may write into
//! the database but does not have the key cannot forge. Without one they are plain SHA-256, and only a position and
//! hash noted elsewhere show that a whole chain was written anew; [`verify_chain`] compares with such a note.
//!
//! Retention removes the oldest entries together with their seals and leaves a checkpoint from which the rest goes on.

mod hash;
mod seal;
mod tables;
mod trim;
mod verify;

pub use hash::{CHAIN_KEY_BYTES_MIN, ChainKey, InvalidChainKey};
pub use seal::seal_entries;
pub use trim::{count_sealed_before, trim_before};
pub use verify::{ChainFault, ChainState, FaultKind, NotedHead, verify_chain};

use chrono::TimeDelta;

/// How much later than its own instant an entry may be committed: an entry is written at the end of its transaction, and
/// the longest one, an import, takes minutes. An entry older than that beside newer sealed ones was added afterwards.
const COMMITTED_WITHIN: TimeDelta = TimeDelta::minutes(60);

/// Entries sealed in one transaction, and read at a time: some tens of milliseconds of the one writer of SQLite.
const BATCH_ROWS: u64 = 500;
